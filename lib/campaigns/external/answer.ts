import type { KeptVerdict, RecipientVerdict } from "./recipient-verdict.ts";

export type TriggerReply = { status: number; headers: Record<string, string>; body: string };

const json = { "content-type": "application/json; charset=utf-8", "cache-control": "no-store" };

function reply(status: number, body: object, headers: Record<string, string> = {}): TriggerReply {
  return { status, headers: { ...json, ...headers }, body: JSON.stringify(body) };
}

/** A call of which nothing was queued (contracts §1.8): `error` names the field. */
export function failure(code: number, error: string, headers: Record<string, string> = {}): TriggerReply {
  return reply(code, { status: "fail", code, error }, headers);
}

/**
 * What a call is told that was written down. `status` is what CleverTap's clients test (contracts §2.3): it is "success"
 * when anybody was queued, and "fail" with the first reason when nobody was; the HTTP status is 200 both times. A repeat
 * gets the same body, and a header that says so.
 */
export function answerOf({
  receipt,
  recipients,
  isRepeat = false,
}: {
  receipt: string;
  recipients: KeptVerdict[];
  isRepeat?: boolean;
}): TriggerReply {
  const headers: Record<string, string> = isRepeat ? { "idempotent-replayed": "true" } : {};
  const told = recipients.map(
    ({ by, value, campaignId, verdict, code, reason }): RecipientVerdict => ({
      ...{ by, value, campaignId, verdict, code, reason },
    }),
  );
  if (told.some(({ verdict }) => verdict === "queued")) {
    const message = "Added to queue for processing";
    return reply(200, { status: "success", message, receipt, recipients: told }, headers);
  }
  const [first] = told;
  const error = `Nobody was queued. ${first?.by} ${first?.value}: ${first?.reason}`;
  return reply(200, { status: "fail", error, receipt, recipients: told }, headers);
}
