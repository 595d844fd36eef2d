import { workspaceTimeZone } from "../access/time-zone.ts";
import { type ChannelId, channelKitOf } from "../channels/catalog.ts";
import type { Ctx } from "../context.ts";
import { Fault } from "../kernel/fault.ts";
import { inZone } from "../kernel/in-zone.ts";
import { tokensOf } from "../people/tokens.ts";
import { audienceOf } from "./audience.ts";
import type { CampaignRecord } from "./campaign-store.ts";
import { standing } from "./check-store.ts";
import type { CampaignDocument } from "./document.ts";
import { carrierOf } from "./engine/carrier.ts";
import { controlOf } from "./engine/control.ts";
import { recipientOf } from "./engine/entry.ts";
import { filterOf } from "./engine/filter.ts";
import { holdingBack, limitSince } from "./engine/hold-back.ts";
import type { PendingRow } from "./engine/pending-store.ts";
import type { KnownPerson } from "./person-store.ts";
import { rulesOf } from "./rules.ts";
import type { ChannelLimit } from "./rules-schema.ts";
import type { RecipientCheck } from "./schema.ts";
import { activeStatuses } from "./statuses.ts";
import { verdicts } from "./verdicts.ts";

type Check = RecipientCheck["now"][number];

async function qualifies(
  ctx: Ctx,
  document: CampaignDocument,
  personId: string,
  zone: string,
): Promise<Check> {
  const check = "Qualifies";
  const batch = audienceOf(document);
  const asked = batch ?? document.who.filter;
  if (!asked) {
    const detail =
      document.qualification === "external"
        ? "Whoever an API call names qualifies."
        : "Whoever does what the campaign waits for qualifies.";
    return { check, passes: null, detail };
  }
  const of = batch ? "the target segment" : "the filter on those who qualify";
  try {
    const missing = await (await filterOf(ctx, asked, zone))([personId]);
    const passes = !missing.has(personId);
    return { check, passes, detail: passes ? `The person is in ${of}.` : `The person is not in ${of}.` };
  } catch (error) {
    if (error instanceof Fault && error.code === "invalid") {
      // A segment may be archived once the campaign is over. What became of the person is known all the same.
      const detail = `T${of.slice(1)} cannot be asked any more: ${error.message.replace(/\.$/, "")}.`;
      return { check, passes: null, detail };
    }
    throw error;
  }
}

async function reachable(
  ctx: Ctx,
  campaign: CampaignRecord,
  document: CampaignDocument,
  person: KnownPerson,
): Promise<Check> {
  const check = "Reachable";
  const label = channelKitOf(campaign.channel).label;
  try {
    const carrier = await carrierOf(ctx, {
      ...{ campaignId: campaign.id, channel: channelKitOf(campaign.channel).id as ChannelId, document },
      ...{ secrets: campaign.secrets, reference: String(campaign.number ?? 0) },
    });
    if ("refused" in carrier) {
      return { check, passes: false, detail: `${carrier.refused}.` };
    }
    const at = ctx.clock.now();
    const who = person.isNow ?? person.personId;
    const tokens = await tokensOf(ctx.db, ctx.workspaceId, [who]);
    const recipient = recipientOf(
      { id: campaign.id },
      { ...person, occasion: "0", at, dueAt: at },
      tokens.get(who),
    );
    const reason = carrier.channel.unreachable(recipient);
    return { check, passes: reason === null, detail: reason?.reason ?? `${label} can reach the person.` };
  } catch (error) {
    if (error instanceof Fault && error.code === "invalid") {
      return { check, passes: null, detail: "The message is not complete." };
    }
    throw error;
  }
}

/** What would decide about a person if the campaign ran at this moment, in the order in which it is looked at. */
export async function checksNow(
  ctx: Ctx,
  campaign: CampaignRecord,
  document: CampaignDocument,
  person: KnownPerson,
): Promise<Check[]> {
  const zone = await workspaceTimeZone(ctx);
  const { limits } = await rulesOf(ctx);
  const limit = document.when.ignoreLimits ? null : (limits[campaign.channel as keyof typeof limits] ?? null);
  const now = ctx.clock.now();
  const { personId } = person;
  const known = await standing(ctx.db, {
    ...{ workspaceId: ctx.workspaceId, campaignId: campaign.id, channel: campaign.channel, personId },
    since: limit && limitSince(limit, now),
  });
  const group = (await controlOf(ctx, campaign.id, document))(personId);
  const row = { ...known, ...person, doubled: false, leaving: false, unsubscribed: false } as unknown;
  // Each asked alone: when it is somebody's turn, the first thing that holds them back decides, and hides the others.
  const heldBackBy = (when: Partial<CampaignDocument["when"]>, bound: ChannelLimit | null) =>
    holdingBack({
      document: { ...document, when: { ...document.when, cutOff: null, ...when } },
      ...{ planned: { at: now, zone }, begunAt: now, endsAt: null, limit: bound, throttledUntil: null },
    })(row as PendingRow, now);
  const tooMany = heldBackBy({ quiet: null }, limit) !== null;
  const quiet = heldBackBy({ frequency: { kind: "every_time" } }, null);
  const active = activeStatuses.includes(campaign.status);
  return [
    {
      check: "Campaign",
      passes: active,
      detail: active
        ? "Something of it is, or will be, sent."
        : campaign.status === "DRAFT"
          ? "It is a draft."
          : "Nothing of it is to be sent any more.",
    },
    await qualifies(ctx, document, personId, zone),
    await reachable(ctx, campaign, document, person),
    {
      check: "Subscribed",
      passes: !known.unsubscribed,
      detail: known.unsubscribed
        ? verdicts.unsubscribed.why
        : "The person did not unsubscribe from this channel.",
    },
    {
      check: "Control groups",
      passes: group === null,
      detail: group === null ? "No control group holds the person back." : `The person is in the ${group}.`,
    },
    {
      check: "Frequency",
      passes: !tooMany,
      detail: tooMany
        ? verdicts.frequency.why
        : `The person got ${known.got} of this campaign's messages; no limit holds the next one back.`,
    },
    {
      check: "Do Not Disturb",
      passes: quiet === null,
      detail:
        quiet === null
          ? "It is no Do Not Disturb time for the person."
          : "until" in quiet
            ? `It is Do Not Disturb time for the person until ${inZone(quiet.until, zone)}.`
            : verdicts.user_dnd.why,
    },
  ];
}
