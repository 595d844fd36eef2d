import type { Ctx } from "../context.ts";
import type { Json } from "../kernel/json.ts";
import type { JourneyDraft } from "./document.ts";
import { isEntry } from "./graph.ts";
import { sortedText } from "./impact.ts";
import type { JourneyRecord } from "./journey-store.ts";
import { activeStatuses } from "./statuses.ts";
import { readDocument } from "./upgrade.ts";
import { versionById } from "./version-store.ts";

/** The times of an entry that lets people in by the clock, as text; null: it has none. */
function timesIn({ nodes }: JourneyDraft): string | null {
  const entry = nodes.find(isEntry);
  const timeline: Json = entry?.kind === "entry_segment" ? (entry.settings.timeline ?? null) : null;
  return timeline === null ? null : sortedText(timeline);
}

/**
 * Whether a document leaves the times at which people enter a journey as they are, while it runs: publishing it plans them no
 * second time, and those that have passed are no problem of it (contracts §10.1: nobody is added later).
 */
export async function keepsTimes(
  ctx: Pick<Ctx, "db" | "workspaceId">,
  { id, status, version }: Pick<JourneyRecord, "id" | "status" | "version">,
  document: JourneyDraft,
): Promise<boolean> {
  const times = timesIn(document);
  if (times === null || version === null || !activeStatuses.includes(status)) {
    return false;
  }
  const known = await versionById(ctx.db, ctx.workspaceId, id, version);
  return known !== null && timesIn(readDocument(known.document)) === times;
}
