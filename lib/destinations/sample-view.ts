import type { Ctx } from "../context.ts";
import type { LogCall } from "./calls-store.ts";
import type { DestinationRecord } from "./destination-store.ts";
import { fatesOf } from "./fates.ts";
import type { SampleView } from "./schema.ts";

/** Calls as samples of a destination, in their order, each with what became of it. */
export async function sampleViews(
  ctx: Ctx,
  destination: DestinationRecord,
  calls: LogCall[],
): Promise<SampleView[]> {
  const fates = await fatesOf(ctx, [destination], calls);
  return fates.map(({ call, fate }) => ({
    callId: `${call.tx}-${call.seq}`,
    type: call.type,
    name: call.name,
    personId: call.personId,
    userId: call.userId,
    anonymousId: call.anonymousId,
    receivedAt: call.receivedAt.toISOString(),
    ...fate,
  }));
}
