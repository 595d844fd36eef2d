import { authorise } from "../../access/authorise.ts";
import type { Ctx } from "../../context.ts";
import { parse } from "../../kernel/parse.ts";
import { sourceInWorkspace } from "../../sources/views.ts";
import { placesOf } from "../call-ids.ts";
import { callsAt } from "../calls-store.ts";
import { destinationsOf } from "../destination-store.ts";
import { fatesOf } from "../fates.ts";
import { laneOf, mapNow } from "../lint-call.ts";
import { type FatesView, type GetFates, getFates as schema } from "../schema.ts";

/**
 * What became of calls of a source at each of its destinations, in the order of the calls. Destinations in device mode
 * send nothing from here and are left out, as are calls that are not there. Throws `not_found` for the source.
 */
export async function readFates(ctx: Ctx, input: GetFates): Promise<FatesView> {
  authorise(ctx, "sources.read");
  const { id, calls } = parse(schema, input);
  await sourceInWorkspace(ctx, id);
  const { workspaceId } = ctx;
  const [found, all] = await Promise.all([
    callsAt(ctx.db, { workspaceId, sourceId: id }, placesOf(calls)),
    destinationsOf(ctx.db, workspaceId, id),
  ]);
  const destinations = all.filter(({ mode }) => mode !== "device");
  const lanes = new Map(destinations.map((destination) => [destination.id, laneOf(destination)]));
  const fates = await fatesOf(ctx, destinations, found);
  return {
    items: fates.map(({ call, destination, fate }) => {
      const lane = lanes.get(destination.id);
      const isSent = fate.fate !== "filtered" && fate.fate !== "before";
      return {
        callId: `${call.tx}-${call.seq}`,
        destinationId: destination.id,
        name: destination.name,
        ...fate,
        lint: lane && isSent ? mapNow(lane, call).lint : [],
      };
    }),
  };
}
