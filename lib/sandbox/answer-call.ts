import type { IncomingMessage } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import type { Db } from "../db/client.ts";
import type { GroupWriter } from "../kernel/group-writer.ts";
import type { Logger } from "../kernel/logger.ts";
import type { Accounts } from "./accounts.ts";
import { isRefusedRecord } from "./faults.ts";
import type { InFlight } from "./in-flight.ts";
import type { SandboxAnswer, SandboxPartner, SandboxReading, SandboxReceived } from "./kit.ts";
import { readBody } from "./read-body.ts";
import type { ReceivedRecords } from "./receive-store.ts";

export type Parts = {
  db: Db;
  accounts: Accounts;
  writer: GroupWriter<ReceivedRecords>;
  inFlight: InFlight;
  log: Logger;
};

type Judged = Exclude<SandboxReading, { kind: "refused" }>;
type Answer = SandboxAnswer | "hang_up";

function failureAnswer(
  partner: SandboxPartner,
  failure: { status: number; retryAfterS: number | null },
): SandboxAnswer {
  const words = failure.status === 429 ? "too many requests" : "the partner has a fault on purpose";
  const answer = partner.problem(failure.status, words);
  if (failure.retryAfterS === null) {
    return answer;
  }
  const wait = String(failure.retryAfterS);
  return { ...answer, headers: { ...answer.headers, "retry-after": wait, "x-ratelimit-reset": wait } };
}

/** PostgreSQL's classes of errors that the data itself causes: 22 data exception, 54 limit exceeded. */
function isDataError(error: unknown): boolean {
  return error instanceof Error && "code" in error && /^(22|54)/.test(String(error.code));
}

async function keep(
  parts: Parts,
  partner: SandboxPartner,
  { account, records, keep: more }: SandboxReceived,
): Promise<SandboxAnswer | null> {
  if (records.length === 0) {
    return null;
  }
  try {
    await parts.writer.write({ partner: partner.id, account, records, keep: more });
    return null;
  } catch (error) {
    if (isDataError(error)) {
      return partner.problem(400, "the request cannot be kept");
    }
    parts.log.warn({ err: error }, "the sandbox could not keep a request");
    return partner.problem(503, "the sandbox cannot reach its database");
  }
}

/** The reading with the records that are refused on purpose taken out; where the partner cannot, its refusal of all. */
function refuseSome(
  partner: SandboxPartner,
  reading: SandboxReceived,
  everyNth: number,
): SandboxReceived | SandboxAnswer {
  const hit = reading.records.flatMap(({ faultKey, messageId }, index) =>
    isRefusedRecord(faultKey ?? messageId, everyNth) ? [index] : [],
  );
  const [first] = hit;
  if (first === undefined) {
    return reading;
  }
  return reading.without
    ? reading.without(new Set(hit))
    : partner.problem(400, `a record is refused on purpose (${reading.records[first]?.messageId})`);
}

async function answerTo(parts: Parts, partner: SandboxPartner, reading: Judged): Promise<Answer> {
  const met = await parts.accounts.meet(partner.id, reading.account);
  const { delayMs, failure, afterKeeping } = met.misbehaviour;
  if (delayMs > 0) {
    await sleep(delayMs);
  }
  const failed = failure === null || failure === "hang_up" ? failure : failureAnswer(partner, failure);
  if (failed !== null && !afterKeeping) {
    return failed;
  }
  if (reading.kind === "asked") {
    const answer = await reading.answer(parts.db);
    return failed ?? answer;
  }
  const nth = met.refuseEveryNthRecord;
  const taken = nth === undefined ? reading : refuseSome(partner, reading, nth);
  return "kind" in taken ? ((await keep(parts, partner, taken)) ?? failed ?? taken.answer) : taken;
}

async function withinLimit(parts: Parts, partner: SandboxPartner, reading: Judged): Promise<Answer> {
  const { inFlight, account } = reading;
  if (!inFlight) {
    return answerTo(parts, partner, reading);
  }
  const key = `${partner.id}/${account}/${inFlight.of}`;
  if (!parts.inFlight.begin(key, inFlight.max)) {
    return partner.problem(429, "too many requests at the same time");
  }
  try {
    return await answerTo(parts, partner, reading);
  } finally {
    parts.inFlight.end(key);
  }
}

/** What a partner answers to a request, its account's faults and limits included; what it keeps is committed before. */
export async function answerCall(
  parts: Parts,
  partner: SandboxPartner,
  request: IncomingMessage,
  address: { path: string; query: URLSearchParams },
): Promise<{ account: string | null; answer: Answer }> {
  const body = await readBody(request, partner.maxBodyBytes);
  if (!body) {
    return { account: null, answer: partner.tooLarge };
  }
  const reading = partner.read({ method: request.method ?? "", ...address, headers: request.headers, body });
  const { account } = reading;
  return {
    account,
    answer: reading.kind === "refused" ? reading.answer : await withinLimit(parts, partner, reading),
  };
}
