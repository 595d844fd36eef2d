import { messageIdOf } from "./message-id.ts";
import type { RecipientRecord } from "./report-store.ts";
import type { OutcomeRow, RecipientRow } from "./schema.ts";
import { type VerdictCode, verdicts } from "./verdicts.ts";

const words = {
  sent: { label: "Sent", why: "The message left, and the other side took it." },
  waiting: { label: "Waiting", why: "The person qualified; their message has not left yet." },
};

/** What a report calls an outcome, and what that means. */
export function outcomeWords(status: string, code: string): { label: string; why: string } {
  if (Object.hasOwn(verdicts, code)) {
    const { label, why } = verdicts[code as VerdictCode];
    return { label, why };
  }
  return status === "waiting" ? words.waiting : words.sent;
}

const iso = (moment: Date | null): string | null => moment?.toISOString() ?? null;

type Outcome = Omit<RecipientRecord, "name" | "userId" | "email">;

/** What became of one message, as it is told. */
export function outcomeOf({ occasion, ...record }: Outcome): OutcomeRow {
  return {
    ...record,
    code: record.code === "" ? null : (record.code as VerdictCode),
    ...outcomeWords(record.status, record.code),
    at: record.at.toISOString(),
    dueAt: iso(record.dueAt),
    decidedAt: iso(record.decidedAt),
    viewedAt: iso(record.viewedAt),
    clickedAt: iso(record.clickedAt),
    convertedAt: iso(record.convertedAt),
    messageId: messageIdOf(record.runId, record.personId, occasion),
  };
}

/** The same with whom it was for. */
export function recipientRowOf({ name, userId, email, ...outcome }: RecipientRecord): RecipientRow {
  return { ...outcomeOf(outcome), name, userId, email };
}
