import type { NamedCampaign } from "./queue-store.ts";
import type { Named } from "./read-call.ts";
import type { KeptVerdict } from "./recipient-verdict.ts";

/** Why a campaign takes nobody at a moment; null: it takes people. */
export type Closed = { code: "window" | "stopped"; reason: string };

export function closedAt(
  campaign: Pick<NamedCampaign, "status" | "runId" | "nextRunAt" | "endsAt">,
  now: Date,
): Closed | null {
  const { status, runId, nextRunAt, endsAt } = campaign;
  if (status === "STOPPED") {
    return { code: "stopped", reason: "The campaign was stopped." };
  }
  if (status === "SCHEDULED") {
    const when = nextRunAt ? ` It begins at ${nextRunAt.toISOString()}.` : "";
    return { code: "window", reason: `The campaign has not begun.${when}` };
  }
  if (status !== "RUNNING" || runId === null || (endsAt && endsAt <= now)) {
    const when = endsAt && endsAt <= now ? ` It ended at ${endsAt.toISOString()}.` : "";
    return { code: "window", reason: `The campaign is over.${when}` };
  }
  return null;
}

const words = { identity: "user ID", email: "e-mail", objectId: "anonymous or device ID" } as const;

export type Judging = {
  campaign: Pick<NamedCampaign, "number">;
  closed: Closed | null;
  /** Null: nobody is known by it. */
  personOf(named: Named): string | null;
  /** Those who do not meet the campaign's filter; a text: why it cannot be asked. */
  filtered: ReadonlySet<string> | string;
};

/** What a call is told of each of its recipients for one campaign. */
export function judgeRecipients(recipients: readonly Named[], judging: Judging): KeptVerdict[] {
  const { campaign, closed, filtered } = judging;
  const first = new Map<string, Named>();
  return recipients.map((named): KeptVerdict => {
    const personId = judging.personOf(named);
    const refused = (code: string, reason: string): KeptVerdict => ({
      ...{ by: named.by, value: named.value, campaignId: campaign.number },
      ...{ verdict: "refused", code, reason, personId },
    });
    if (closed) {
      return refused(closed.code, closed.reason);
    }
    if (personId === null) {
      return refused("not_found", `Nobody is known by this ${words[named.by]}.`);
    }
    const earlier = first.get(personId);
    if (earlier) {
      return refused("duplicate", `The call names this person already, by ${earlier.by} ${earlier.value}.`);
    }
    first.set(personId, named);
    if (typeof filtered === "string") {
      return refused("not_qualified", filtered);
    }
    if (filtered.has(personId)) {
      return refused("not_qualified", "The person does not meet the campaign's filter.");
    }
    return {
      ...{ by: named.by, value: named.value, campaignId: campaign.number },
      ...{ verdict: "queued", code: null, reason: null, personId },
    };
  });
}
