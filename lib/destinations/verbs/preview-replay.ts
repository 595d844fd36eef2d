import { authorise } from "../../access/authorise.ts";
import type { Ctx } from "../../context.ts";
import { withinTime } from "../../db/within-time.ts";
import { Fault } from "../../kernel/fault.ts";
import { parse } from "../../kernel/parse.ts";
import { isPartnerId, partnerKits } from "../../partners/catalog.ts";
import type { PartnerKit } from "../../partners/kit.ts";
import { callsAt } from "../calls-store.ts";
import { destinationInWorkspace } from "../destination-view.ts";
import { scopeOf } from "../replay-scope.ts";
import { countScope, placesInScope } from "../replay-store.ts";
import { sampleViews } from "../sample-view.ts";
import { type PreviewReplay, type ReplayPreview, previewReplay as schema } from "../schema.ts";

const COUNTED = 200_000;
const COUNT_MS = 8_000;
const SAMPLES = 3;

/**
 * How many calls a replay would send, counted up to 200,000, with some of them. Throws `invalid` with the field for an
 * empty filter, `limit` when counting takes too long, `not_found`.
 */
export async function previewReplay(ctx: Ctx, input: PreviewReplay): Promise<ReplayPreview> {
  authorise(ctx, "sources.read");
  const { id, ...filter } = parse(schema, input);
  const record = await destinationInWorkspace(ctx, id);
  const scope = await scopeOf(ctx, record, filter);
  const found = await withinTime(ctx.db, COUNT_MS, async (connection) => ({
    counted: await countScope(connection, scope, COUNTED + 1),
    places: await placesInScope(connection, scope, SAMPLES),
  }));
  if (!found) {
    throw new Fault(
      "limit",
      `Counting took longer than ${COUNT_MS / 1_000} seconds. Choose a shorter period, names or people.`,
    );
  }
  const { count, oldestAt, newestAt } = found.counted;
  const source = { workspaceId: ctx.workspaceId, sourceId: record.source_id };
  const calls = await callsAt(ctx.db, source, found.places);
  const kit: PartnerKit | null = isPartnerId(record.partner) ? partnerKits[record.partner] : null;
  return {
    count: Math.min(count, COUNTED),
    more: count > COUNTED,
    oldestAt: oldestAt?.toISOString() ?? null,
    newestAt: newestAt?.toISOString() ?? null,
    samples: await sampleViews(ctx, record, calls),
    note: kit?.calls?.oldCalls ?? null,
  };
}
