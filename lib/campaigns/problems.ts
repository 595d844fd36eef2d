import { workspaceTimeZone } from "../access/time-zone.ts";
import { channelKitOf } from "../channels/catalog.ts";
import { contentProblems } from "../channels/content-problems.ts";
import type { ChannelKit } from "../channels/kit.ts";
import type { Ctx } from "../context.ts";
import { sharesOf } from "../control-groups/shares.ts";
import { momentOf } from "../delivery/when/moments.ts";
import { quietUntil } from "../delivery/when/quiet-until.ts";
import { connectionsNamed } from "../integrations/access.ts";
import { Fault, type Problem } from "../kernel/fault.ts";
import { problemsOf } from "../kernel/parse.ts";
import { partnerKit } from "../partners/catalog.ts";
import type { Definition } from "../segments/definition.ts";
import type { SegmentKind } from "../segments/kinds.ts";
import { referredSegments } from "../segments/references.ts";
import { segmentInWorkspace } from "../segments/views.ts";
import { checkTemplate } from "../templates/template.ts";
import type { CampaignRecord } from "./campaign-store.ts";
import {
  type CampaignDocument,
  type CampaignDraft,
  campaignDocument,
  LEAST_THROTTLE,
  LEAST_THROTTLE_WORDS,
  sectionOf,
} from "./document.ts";
import { draftConnections } from "./draft-connections.ts";
import { heldConstant } from "./held-constant.ts";
import { fromFirstRun, runTimes } from "./run-times.ts";
import type { CampaignProblem } from "./schema.ts";
import { templateObjectsOf } from "./template-objects.ts";

type Told = { path: string; message: string };

/** A channel that needs an account has one, of a partner that can carry it. */
async function connectionProblems(ctx: Ctx, kit: ChannelKit, draft: CampaignDraft): Promise<Told[]> {
  const chosen = draftConnections(draft);
  const found = await connectionsNamed(ctx, Object.values(chosen));
  const isDraft = kit.draft.safeParse(draft.what.content).success;
  const carriers = isDraft ? kit.carriers(draft.what.content) : kit.partners;
  return carriers.flatMap((partner): Told[] => {
    const connection = found.get(chosen[partner] ?? "");
    return connection?.partner === partner
      ? []
      : [
          {
            path: `what.connections.${partner}`,
            message: `Choose the ${partnerKit(partner).name} account that carries it, or connect one`,
          },
        ];
  });
}

async function segmentProblem(
  ctx: Ctx,
  path: string,
  id: string,
  kinds: readonly SegmentKind[],
): Promise<Told[]> {
  try {
    const { kind, archivedAt, name } = await segmentInWorkspace(ctx, id);
    if (archivedAt) {
      return [{ path, message: `"${name}" is archived. Choose another one` }];
    }
    return kinds.includes(kind)
      ? []
      : [{ path, message: kinds.includes("live") ? "Choose a live segment" : "Choose a custom list" }];
  } catch (error) {
    if (error instanceof Fault && error.code === "not_found") {
      return [{ path, message: "There is no such segment" }];
    }
    throw error;
  }
}

async function definitionProblems(ctx: Ctx, path: string, definition: Definition): Promise<Told[]> {
  try {
    await referredSegments(ctx, definition);
    return [];
  } catch (error) {
    if (error instanceof Fault && error.code === "invalid") {
      return error.problems.map((each) => ({
        path: each.path.replace(/^definition/, path),
        message: each.message,
      }));
    }
    throw error;
  }
}

async function whoProblems(ctx: Ctx, { qualification, who }: CampaignDocument): Promise<Told[]> {
  const found: Told[] = [];
  const { audience, trigger, filter, controlGroups } = who;
  if (qualification === "past" || qualification === "list") {
    const kinds: SegmentKind[] = qualification === "list" ? ["list"] : ["past", "live", "list"];
    if (audience?.kind === "saved") {
      found.push(...(await segmentProblem(ctx, "who.audience.segmentId", audience.segmentId, kinds)));
    } else if (audience) {
      found.push(...(await definitionProblems(ctx, "who.audience.definition", audience.definition)));
    }
  }
  if (qualification === "live" && trigger?.kind === "enters") {
    found.push(...(await segmentProblem(ctx, "who.trigger.segmentId", trigger.segmentId, ["live"])));
  }
  if (filter && (qualification === "live" || qualification === "external")) {
    found.push(...(await definitionProblems(ctx, "who.filter", filter)));
  }
  const known = await sharesOf(ctx, { system: false, custom: controlGroups.custom });
  if (known.length < new Set(controlGroups.custom).size) {
    found.push({ path: "who.controlGroups.custom", message: "A control group that was chosen is gone" });
  }
  return found;
}

/** A saved segment may hold a property constant; where it does not, the message has nothing to say of one. */
async function constantProblems(ctx: Ctx, kit: ChannelKit, draft: CampaignDraft): Promise<Told[]> {
  const audience = draft.who.audience as { kind?: string } | null | undefined;
  const { content } = draft.what;
  if (draft.qualification !== "past" || audience?.kind !== "saved" || !kit.draft.safeParse(content).success) {
    return [];
  }
  const reads = kit
    .templates(content)
    .flatMap(({ text, context }) => checkTemplate(text, context, templateObjectsOf(draft)).variables)
    .some(({ object }) => object === "ConstantEventProperty");
  const message =
    "The message speaks of ConstantEventProperty, and this segment holds no property constant. Choose one that does";
  return reads && (await heldConstant(ctx, draft)) === null
    ? [{ path: "who.audience.segmentId", message }]
    : [];
}

async function whenProblems(ctx: Ctx, document: CampaignDocument): Promise<Told[]> {
  const zone = await workspaceTimeZone(ctx);
  const now = ctx.clock.now();
  const { qualification, when } = document;
  const found: Told[] = [];
  const open = qualification === "live" || qualification === "external";
  if (!open && runTimes(fromFirstRun(document, zone, now), zone, now, 1).length === 0) {
    const path = when.past.kind === "later" ? "when.past.at" : "when.past.recurrence";
    found.push({ path, message: "That time has passed: it would never run" });
  } else if (!open && when.past.kind === "later") {
    const dates = [when.past.at, ...when.past.also];
    const passed = dates.flatMap((at, place) => (momentOf(at, zone) <= now ? [place] : []));
    for (const place of passed) {
      const path = place === 0 ? "when.past.at" : `when.past.also.${place - 1}`;
      found.push({ path, message: "That time has passed" });
    }
  }
  if (open && when.end.kind === "at" && momentOf(when.end.at, zone) <= now) {
    found.push({ path: "when.end.at", message: "That time has passed" });
  }
  if (when.throttle !== null && when.throttle < LEAST_THROTTLE) {
    found.push({ path: "when.throttle", message: LEAST_THROTTLE_WORDS });
  }
  if (when.quiet && quietUntil(when.quiet.hours, zone, now) === null) {
    found.push({
      path: "when.quiet.hours",
      message: "All hours of the week are quiet: nothing could go out",
    });
  }
  return found;
}

/** The secrets that a message needs and that nobody has entered yet; paths are of its content. */
export function secretProblems(
  kit: ChannelKit,
  { draft, secrets }: Pick<CampaignRecord, "draft" | "secrets">,
): Problem[] {
  const kept = Object.keys((secrets ?? {}) as object);
  const { content } = (draft as CampaignDraft).what;
  if (!kit.draft.safeParse(content).success) {
    return [];
  }
  return kit
    .secrets(content)
    .filter(({ key }) => !kept.includes(key))
    .map(({ path, label }) => ({ path, field: path, message: `Enter ${label}` }));
}

export type CheckedCampaign = {
  /** Null where the draft is not a document yet. */
  document: CampaignDocument | null;
  problems: CampaignProblem[];
};

/** Reads a campaign's draft and tells all that keeps it from being published. Empty: it may be. */
export async function checkCampaign(
  ctx: Ctx,
  campaign: Pick<CampaignRecord, "channel" | "draft" | "secrets">,
): Promise<CheckedCampaign> {
  const kit = channelKitOf(campaign.channel);
  const draft = campaign.draft as CampaignDraft;
  const parsed = campaignDocument.safeParse(draft);
  const content: Problem[] = contentProblems(kit, draft.what.content, templateObjectsOf(draft));
  const told: Told[] = [
    ...(kit.qualifications.includes(draft.qualification)
      ? []
      : [{ path: "qualification", message: `${kit.label} does not offer this` }]),
    ...(parsed.success ? [] : problemsOf(parsed.error)),
    ...(parsed.success ? await whoProblems(ctx, parsed.data) : []),
    ...(parsed.success ? await constantProblems(ctx, kit, draft) : []),
    ...(await connectionProblems(ctx, kit, draft)),
    ...[...content, ...secretProblems(kit, campaign)].map((each) => ({
      ...each,
      path: `what.content.${each.path}`,
    })),
    ...(parsed.success ? await whenProblems(ctx, parsed.data) : []),
  ];
  return {
    document: parsed.success ? parsed.data : null,
    problems: told.map(({ path, message }) => ({
      path,
      field: path.match(/([A-Za-z]\w*)[^A-Za-z]*$/)?.[1] ?? path,
      message,
      section: sectionOf(path),
    })),
  };
}
