import { isAllowed } from "../access/authorise.ts";
import { changedMeanwhile } from "../access/edited.ts";
import type { Ctx } from "../context.ts";
import { Fault } from "../kernel/fault.ts";
import { checkJourneyNow } from "./check-journey.ts";
import type { JourneyDraft } from "./document.ts";
import { figuresOf, type JourneyFigures, type JourneyRecord, journeyById } from "./journey-store.ts";
import type { JourneyMay, JourneyRow, JourneyView } from "./schema.ts";
import { secretKeys } from "./secrets.ts";
import { activeStatuses } from "./statuses.ts";
import { readDocument } from "./upgrade.ts";
import { versionById } from "./version-store.ts";

/** The journey in the caller's workspace. Throws `not_found`. */
export async function journeyInWorkspace(
  ctx: Pick<Ctx, "db" | "workspaceId">,
  id: string,
): Promise<JourneyRecord> {
  const record = await journeyById(ctx.db, ctx.workspaceId, id);
  if (!record) {
    throw new Fault("not_found", "There is no such journey in this workspace.");
  }
  return record;
}

/** Throws `conflict` when a change is not based on the newest revision. */
export async function onlyNewest(ctx: Ctx, record: JourneyRecord, revision: number): Promise<void> {
  if (record.revision !== revision) {
    throw await changedMeanwhile(ctx, "journey", record);
  }
}

const iso = (moment: Date | null): string | null => moment?.toISOString() ?? null;
const nothing: JourneyFigures = { entered: 0, left: 0, goals: 0 };

export function journeyRowOf(record: JourneyRecord, figures: JourneyFigures = nothing): JourneyRow {
  return {
    id: record.id,
    number: record.number === null ? null : String(record.number),
    name: record.name,
    description: record.description,
    labels: record.labels,
    status: record.status,
    reason: record.reason,
    waiting: record.waiting,
    goesOn: record.status === "PAUSED" && record.goesOn,
    version: record.version,
    changed: record.version !== null && record.publishedRevision !== record.revision,
    inside: figures.entered - figures.left,
    entered: figures.entered,
    finished: figures.left,
    goals: figures.goals,
    nextRunAt: iso(record.nextRunAt),
    lastRunAt: iso(record.lastRunAt),
    createdBy: record.createdBy,
    createdAt: record.createdAt.toISOString(),
    changedAt: record.changedAt.toISOString(),
    archivedAt: iso(record.archivedAt),
  };
}

function mayOf(ctx: Ctx, { status, archivedAt }: JourneyRecord, blocked: boolean): JourneyView["may"] {
  const writes = isAllowed(ctx, "journeys.write");
  const rule = (reason: string | null): JourneyMay =>
    !writes
      ? { allowed: false, reason: "Your role changes nothing here." }
      : reason === null
        ? { allowed: true }
        : { allowed: false, reason };
  const active = activeStatuses.includes(status);
  const archived = archivedAt === null ? null : "It is archived. Put it back first.";
  return {
    edit: rule(archived),
    publish: rule(archived ?? (blocked ? "Problems keep it from being published." : null)),
    pause: rule(status === "RUNNING" || status === "SCHEDULED" ? null : "It does not run."),
    resume: rule(status === "PAUSED" ? null : "It is not paused."),
    stop: rule(active ? null : "Nobody is in it, and nobody enters."),
    archive: rule(archivedAt !== null ? "It is archived." : active ? "Stop it first." : null),
  };
}

/** The version of a journey that people enter; null where it was never published. */
async function publishedOf(ctx: Ctx, { id, version }: JourneyRecord): Promise<JourneyView["published"]> {
  const row = version === null ? null : await versionById(ctx.db, ctx.workspaceId, id, version);
  return (
    row && {
      ...{ number: row.number, note: row.note, at: row.publishedAt.toISOString(), by: row.publishedBy },
      document: readDocument(row.document),
    }
  );
}

/** A journey as its page shows it. */
export async function journeyViewOf(ctx: Ctx, kept: JourneyRecord): Promise<JourneyView> {
  const record = { ...kept, draft: readDocument(kept.draft) as unknown as JourneyRecord["draft"] };
  const [{ problems }, figures, published] = await Promise.all([
    checkJourneyNow(ctx, record),
    figuresOf(ctx.db, ctx.workspaceId, [record.id]),
    publishedOf(ctx, record),
  ]);
  return {
    ...journeyRowOf(record, figures.get(record.id)),
    draft: record.draft as unknown as JourneyDraft,
    revision: record.revision,
    secrets: secretKeys(record.secrets),
    problems,
    published,
    stoppedBy: record.stoppedBy,
    endedAt: iso(record.endedAt),
    may: mayOf(ctx, record, problems.length > 0),
  };
}

/** The same by its id. Throws `not_found`. */
export async function journeyView(ctx: Ctx, id: string): Promise<JourneyView> {
  return journeyViewOf(ctx, await journeyInWorkspace(ctx, id));
}
