import { workspaceTimeZone } from "../access/time-zone.ts";
import type { Ctx } from "../context.ts";
import { Fault } from "../kernel/fault.ts";
import { isPartnerId, partnerKits } from "../partners/catalog.ts";
import {
  type CountedDestination,
  countedDestination,
  countedDestinations,
  type DestinationRecord,
  destinationById,
} from "./destination-store.ts";
import type { DestinationView } from "./schema.ts";
import { stateOf } from "./state.ts";
import { switchesOf } from "./stored.ts";

const DAY_MS = 86_400_000;

/** Column `destinations.settings`. */
export function settingsOf(record: Pick<DestinationRecord, "settings">): Record<string, boolean> {
  return switchesOf.safeParse(record.settings).data ?? {};
}

function viewOf(record: CountedDestination, now: Date, zone: string): DestinationView {
  const { day_filtered: filtered, day_delivered: delivered, day_refused: refused } = record;
  return {
    id: record.id,
    sourceId: record.source_id,
    sourceName: record.source_name,
    connectionId: record.connection_id,
    partner: record.partner,
    partnerName: isPartnerId(record.partner) ? partnerKits[record.partner].name : record.partner,
    nickname: record.nickname,
    name: record.name,
    mode: record.mode as DestinationView["mode"],
    enabled: record.enabled,
    settings: settingsOf(record),
    filterMode: record.filter_mode as DestinationView["filterMode"],
    eventNames: record.event_names,
    ...stateOf(record, now, zone),
    waiting: {
      count: record.waiting,
      more: record.waiting_more,
      oldestAt: record.oldest_at?.toISOString() ?? null,
    },
    shelved: record.shelved,
    lastDay: { received: filtered + delivered + refused + record.waiting, filtered, delivered, refused },
    lastSentAt: record.last_sent_at?.toISOString() ?? null,
    createdBy: record.created_by,
    createdAt: record.created_at.toISOString(),
  };
}

function notFound(): Fault {
  return new Fault("not_found", "There is no such destination in this workspace.");
}

/** The destination in the caller's workspace. Throws `not_found` for another's or one that was removed. */
export async function destinationInWorkspace(
  ctx: Pick<Ctx, "db" | "workspaceId">,
  id: string,
): Promise<DestinationRecord> {
  const record = await destinationById(ctx.db, ctx.workspaceId, id);
  if (!record) {
    throw notFound();
  }
  return record;
}

const aDayAgo = (ctx: Ctx) => new Date(ctx.clock.now().getTime() - DAY_MS);

/** A destination as its callers see it, with its state and numbers. Throws `not_found`. */
export async function destinationView(ctx: Ctx, id: string): Promise<DestinationView> {
  const record = await countedDestination(ctx.db, ctx.workspaceId, id, aDayAgo(ctx));
  if (!record) {
    throw notFound();
  }
  return viewOf(record, ctx.clock.now(), await workspaceTimeZone(ctx));
}

/** The same of all destinations of a source, oldest first. */
export async function destinationViews(ctx: Ctx, sourceId: string): Promise<DestinationView[]> {
  const records = await countedDestinations(ctx.db, ctx.workspaceId, sourceId, aDayAgo(ctx));
  const zone = await workspaceTimeZone(ctx);
  return records.map((record) => viewOf(record, ctx.clock.now(), zone));
}
