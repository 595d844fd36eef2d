import { actorName } from "../access/actor.ts";
import { audit } from "../access/audit.ts";
import { workspaceTimeZone } from "../access/time-zone.ts";
import type { Ctx } from "../context.ts";
import { nextNumber } from "../db/names.ts";
import { spanMs } from "../delivery/when/moments.ts";
import { holdConnection } from "../integrations/access.ts";
import { Fault } from "../kernel/fault.ts";
import type { Json } from "../kernel/json.ts";
import { type CampaignRecord, changeCampaign, insertVersion } from "./campaign-store.ts";
import type { CampaignDocument } from "./document.ts";
import { nextRunOf, openRun } from "./engine/start.ts";
import { checkCampaign } from "./problems.ts";
import { endOf, fromFirstRun } from "./run-times.ts";

/** The document of a campaign that may be published. Throws `invalid` with all that keeps it from being. */
export async function publishableDocument(ctx: Ctx, record: CampaignRecord): Promise<CampaignDocument> {
  const { document, problems } = await checkCampaign(ctx, record);
  const [first] = problems;
  if (first || !document) {
    throw new Fault("invalid", first ? `${first.path}: ${first.message}` : "The campaign is not complete.", {
      problems: problems.map(({ path, field, message }) => ({ path, field, message })),
    });
  }
  return document;
}

/**
 * Publishes a campaign whose row the caller has locked: it gets its Campaign ID, its document is frozen, and it is
 * scheduled. One that begins now and that people come to by events or calls takes them from this transaction on.
 */
export async function publishLocked(tx: Ctx, record: CampaignRecord): Promise<void> {
  const asked = await publishableDocument(tx, record);
  const now = tx.clock.now();
  const zone = await workspaceTimeZone(tx);
  const document = fromFirstRun(asked, zone, now);
  const { workspaceId } = tx;
  for (const id of Object.values(document.what.connections)) {
    if (!(await holdConnection(tx, id))) {
      throw new Fault("precondition", "The account that carries it was disconnected meanwhile.");
    }
  }
  const number = await nextNumber(tx.db, "campaigns", workspaceId, now);
  const next = nextRunOf(document, zone, now);
  await insertVersion(tx.db, {
    ...{ workspaceId, campaignId: record.id, version: record.version },
    ...{ document: document as unknown as Json, secrets: record.secrets },
    ...{ publishedBy: actorName(tx.actor), publishedAt: now },
  });
  await changeCampaign(tx.db, workspaceId, record.id, {
    ...{ number, status: "SCHEDULED", reason: null, publishedVersion: record.version },
    ...{ publishedBy: actorName(tx.actor), publishedAt: now, endsAt: endOf(document, zone) },
    ...(document !== asked && { draft: document as unknown as Json }),
    goalMs: document.goal ? BigInt(spanMs(document.goal.within)) : null,
    ...next,
    changedAt: now,
  });
  const live = document.qualification === "live" || document.qualification === "external";
  if (live && next.nextRunAt && next.nextRunAt <= now) {
    await openRun(tx, {
      ...{ workspaceId, id: record.id, number: String(number), version: record.version },
      ...{ document: document as unknown as Json, plannedAt: now, runs: 0, zone },
    });
  }
  await audit(tx, {
    action: "campaign.published",
    object: { kind: "campaign", id: record.id, name: record.name },
    changes: { number: { from: null, to: String(number) } },
  });
}
