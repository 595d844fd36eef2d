import { z } from "zod";
import { authorise } from "../../access/authorise.ts";
import type { Ctx } from "../../context.ts";
import { callOf } from "../../events/stored-call.ts";
import { Fault } from "../../kernel/fault.ts";
import { isJsonObject, type JsonObject } from "../../kernel/json.ts";
import { parse } from "../../kernel/parse.ts";
import { placesOf } from "../call-ids.ts";
import { callsAt } from "../calls-store.ts";
import { destinationInWorkspace } from "../destination-view.ts";
import { fatesOf } from "../fates.ts";
import type { Booked } from "../fates-store.ts";
import { laneOf, type MappedNow, mapNow } from "../lint-call.ts";
import type { Fate } from "../schema.ts";
import { type ExchangeView, type GetExchange, getExchange as schema } from "../schema.ts";

/** An answer as the ledger and requests keep it. */
const keptAnswer = z.object({
  status: z.number().nullish(),
  body: z.string().default(""),
  message: z.string().default(""),
});

/** The records in a request as it was kept: the one list of its body. */
function recordsIn(request: JsonObject): JsonObject[] | null {
  try {
    const body: unknown = JSON.parse(String(request.body));
    const list = isJsonObject(body) ? Object.values(body).find(Array.isArray) : null;
    return list?.every(isJsonObject) ? list : null;
  } catch {
    // Cut because it was long, or no JSON: the request is shown as text all the same.
    return null;
  }
}

function sentOf(fate: Fate, booked: Booked | undefined, mapped: MappedNow | null): ExchangeView["sent"] {
  const kept = isJsonObject(booked?.request) ? booked.request : null;
  const records = mapped?.records.map(({ record }) => record) ?? [];
  const problem = mapped?.problem ?? null;
  if (kept && fate !== "delivered") {
    return { records: recordsIn(kept) ?? records, request: kept, asOf: "kept", problem: null };
  }
  const kindOfNothing = fate === "before" || (fate === "filtered" && problem === null);
  return mapped === null || kindOfNothing ? null : { records, request: null, asOf: "mapped now", problem };
}

function answeredOf(fate: Fate, booked: Booked | undefined): ExchangeView["answered"] {
  if (!booked || fate === "filtered" || fate === "waiting" || fate === "before") {
    return null;
  }
  const bySent = fate === "delivered" && booked.sentAt !== null;
  const at = bySent ? booked.sentAt : (booked.decidedAt ?? booked.sentAt);
  const answer = keptAnswer.safeParse(bySent ? booked.answer : (booked.said ?? booked.answer)).data;
  if (!at || (!answer && booked.httpStatus === null)) {
    return null;
  }
  return {
    httpStatus: answer?.status ?? booked.httpStatus,
    body: answer?.body ?? "",
    message: answer?.message ?? "",
    at: at.toISOString(),
    tookMs: booked.tookMs,
    attempts: booked.attempts ?? 1,
  };
}

/**
 * One call at a destination in three panes: what came in, what was or would be sent, what was answered. Throws `not_found`
 * for a call that is not of the destination's source, or not there any more.
 */
export async function getExchange(ctx: Ctx, input: GetExchange): Promise<ExchangeView> {
  authorise(ctx, "sources.read");
  const { id, callId } = parse(schema, input);
  const record = await destinationInWorkspace(ctx, id);
  const source = { workspaceId: ctx.workspaceId, sourceId: record.source_id };
  const calls = await callsAt(ctx.db, source, placesOf([callId]));
  const [found] = await fatesOf(ctx, [record], calls);
  if (!found) {
    throw new Fault("not_found", "There is no such call of this source.");
  }
  const { call, fate, booked } = found;
  const lane = laneOf(record);
  const mapped = lane ? mapNow(lane, call) : null;
  return {
    callId,
    ...fate,
    came: callOf(call),
    sent: sentOf(fate.fate, booked, mapped),
    answered: answeredOf(fate.fate, booked),
    lint: mapped?.lint ?? [],
  };
}
