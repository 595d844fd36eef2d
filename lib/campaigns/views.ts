import { actorId } from "../access/actor.ts";
import { isAllowed } from "../access/authorise.ts";
import { workspaceTimeZone } from "../access/time-zone.ts";
import type { ChannelId } from "../channels/catalog.ts";
import type { Qualification } from "../channels/kit.ts";
import type { Ctx } from "../context.ts";
import { Fault } from "../kernel/fault.ts";
import { approvalOf } from "./approval.ts";
import { type CampaignListRow, type CampaignRecord, campaignById } from "./campaign-store.ts";
import { countsOf } from "./counts.ts";
import type { CampaignDocument, CampaignDraft } from "./document.ts";
import { checkCampaign } from "./problems.ts";
import { rulesOf } from "./rules.ts";
import { fromFirstRun, runTimes } from "./run-times.ts";
import type { CampaignRow, CampaignView } from "./schema.ts";
import { activeStatuses, editableStatuses } from "./statuses.ts";

/** The campaign in the caller's workspace. Throws `not_found`. */
export async function campaignInWorkspace(
  ctx: Pick<Ctx, "db" | "workspaceId">,
  id: string,
): Promise<CampaignRecord> {
  const record = await campaignById(ctx.db, ctx.workspaceId, id);
  if (!record) {
    throw new Fault("not_found", "There is no such campaign in this workspace.");
  }
  return record;
}

const iso = (moment: Date | null): string | null => moment?.toISOString() ?? null;

export function campaignRowOf(record: CampaignListRow): CampaignRow {
  return {
    id: record.id,
    number: record.number === null ? null : String(record.number),
    name: record.name,
    labels: record.labels,
    channel: record.channel as ChannelId,
    qualification: record.qualification as Qualification,
    status: record.status,
    reason: record.reason,
    waiting: record.waiting,
    runs: record.runs,
    nextRunAt: iso(record.nextRunAt),
    lastRunAt: iso(record.lastRunAt),
    sent: record.sent,
    failed: record.failed,
    createdBy: record.createdBy,
    createdAt: record.createdAt.toISOString(),
    changedAt: record.changedAt.toISOString(),
    archivedAt: iso(record.archivedAt),
    stoppedBy: record.stoppedBy,
  };
}

type May = CampaignView["may"];

/** Why nothing of a draft that stands in no list is published. */
export const ARCHIVED = "It is archived. Put it back first.";

function mayOf(ctx: Ctx, record: CampaignRecord, approval: boolean, blocked: boolean): May {
  const writes = isAllowed(ctx, "campaigns.write");
  const rule = (passes: boolean, reason: string) =>
    !writes
      ? { allowed: false, reason: "Your role changes nothing here." }
      : passes
        ? { allowed: true }
        : { allowed: false, reason };
  const archived = record.archivedAt !== null;
  const editable = editableStatuses.includes(record.status) && !archived;
  const active = activeStatuses.includes(record.status);
  const waits = record.status === "APPROVAL_PENDING";
  const own = record.requestedById !== null && record.requestedById === actorId(ctx.actor);
  // Of one that is both, that it is published is what matters: it cannot be changed when it is back either.
  const putBack = archived && editableStatuses.includes(record.status) ? ARCHIVED : null;
  return {
    edit: rule(editable, putBack ?? "It is published: what runs does not change. Duplicate it instead."),
    publish: rule(
      // Where approval was switched off, nobody waits for it any more.
      editable && !(waits && approval) && !blocked,
      !editable
        ? (putBack ?? "It is published already.")
        : waits && approval
          ? "It waits for another member to approve it."
          : "Problems keep it from being published.",
    ),
    approve: rule(
      waits && !own && !archived,
      !waits
        ? "Nobody asked for approval."
        : own
          ? "Another member has to approve what you asked for."
          : ARCHIVED,
    ),
    stop: rule(active, "Nothing of it is to be sent any more."),
    release: rule(record.status === "HELD", "No run of it is held."),
    archive: rule(!active && !archived, active ? "Stop it first." : "It is archived."),
  };
}

/** The next three; of a draft as if it were published now. */
function nextRunsOf(
  document: CampaignDocument,
  { status, plannedAt }: CampaignRecord,
  zone: string,
  now: Date,
): string[] {
  const isDraft = editableStatuses.includes(status);
  const isPlanned = document.when.past.kind !== "now" && plannedAt !== null && plannedAt > now;
  const runs = isDraft
    ? runTimes(fromFirstRun(document, zone, now), zone, now, 3)
    : isPlanned
      ? [plannedAt, ...runTimes(document, zone, plannedAt, 2)]
      : runTimes(document, zone, now, 3);
  return runs.map((at) => at.toISOString());
}

/** A campaign as its page shows it. */
export async function campaignViewOf(ctx: Ctx, record: CampaignRecord): Promise<CampaignView> {
  const editable = editableStatuses.includes(record.status);
  const [{ document, problems }, counts, zone, rules, approval] = await Promise.all([
    checkCampaign(ctx, record),
    countsOf(ctx, record.id),
    workspaceTimeZone(ctx),
    rulesOf(ctx),
    approvalOf(ctx, record),
  ]);
  const now = ctx.clock.now();
  const ended = record.status === "COMPLETED" || record.status === "STOPPED";
  return {
    ...campaignRowOf({ ...record, sent: counts.sent, failed: counts.failed }),
    draft: record.draft as CampaignDraft,
    version: record.version,
    secrets: Object.keys((record.secrets ?? {}) as object),
    problems: editable ? problems : [],
    nextRuns: document && !ended ? nextRunsOf(document, record, zone, now) : [],
    counts,
    publishedBy: record.publishedBy,
    publishedAt: iso(record.publishedAt),
    requestedBy: record.requestedBy,
    ...approval,
    endsAt: iso(record.endsAt),
    endedAt: iso(record.endedAt),
    approval: rules.approval,
    may: mayOf(ctx, record, rules.approval, problems.length > 0),
  };
}
