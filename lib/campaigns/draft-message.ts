import { z } from "zod";
import { workspaceTimeZone } from "../access/time-zone.ts";
import type { Occasion, OpenChannel } from "../channels/channel.ts";
import { channelOf } from "../channels/channels.ts";
import { openSettings } from "../channels/joined-access.ts";
import type { Ctx } from "../context.ts";
import { shownConnection } from "../integrations/access.ts";
import { Fault } from "../kernel/fault.ts";
import { isJsonObject, type Json, type JsonObject } from "../kernel/json.ts";
import { tokensOf } from "../people/tokens.ts";
import { constantValues } from "../segments/constant-values.ts";
import type { CampaignRecord } from "./campaign-store.ts";
import type { CampaignDraft } from "./document.ts";
import { draftConnections } from "./draft-connections.ts";
import { recipientOf } from "./engine/entry.ts";
import { heldConstant } from "./held-constant.ts";
import { type KnownPerson, sampleEvent } from "./person-store.ts";

export type Samples = { event?: JsonObject | undefined; payload?: JsonObject | undefined };

const heldByTrigger = z.object({ same: z.object({ path: z.array(z.string()) }) });

/** Names of events of a draft, whatever stands in the place of them. */
const namesOf = (events: unknown): string[] =>
  (Array.isArray(events) ? events : []).flatMap((event: unknown) =>
    isJsonObject(event) && typeof event.name === "string" ? [event.name] : [],
  );

/** Names of the events that a draft's live trigger waits for. */
function triggerNames({ who }: CampaignDraft): string[] {
  const trigger = who.trigger as { did?: { events?: unknown } | null } | null | undefined;
  return namesOf(trigger?.did?.events);
}

/** The single values at a path of a document, through whatever lists stand on the way. */
function valuesIn(document: unknown, [key, ...rest]: string[]): Json[] {
  if (Array.isArray(document)) {
    return document.flatMap((each) => valuesIn(each, key === undefined ? [] : [key, ...rest]));
  }
  if (key === undefined) {
    return document === undefined || document === null ? [] : [document as Json];
  }
  return typeof document === "object" && document !== null && Object.hasOwn(document, key)
    ? valuesIn((document as JsonObject)[key], rest)
    : [];
}

/** As `queueInactions` keeps it: the one value, or a list of several. */
function constantText(values: Json[]): string | string[] | undefined {
  const texts = values.map((each) => (typeof each === "string" ? each : JSON.stringify(each)));
  const different = [...new Set(texts.filter((each) => each !== ""))];
  return different.length > 1 ? different : different[0];
}

/** What a past-behaviour draft holds constant for somebody: their values, else the newest one that is known, as a sample. */
async function constantOfPast(
  ctx: Ctx,
  draft: CampaignDraft,
  person: KnownPerson | null,
): Promise<Json | undefined> {
  const constant = await heldConstant(ctx, draft);
  if (!constant) {
    return undefined;
  }
  const values = person && (await constantValues(ctx, constant, [person.isNow])).get(person.isNow);
  if (values) {
    return values;
  }
  const names = constant.dids.filter(({ not }) => !not).flatMap(({ events }) => namesOf(events));
  const event = await sampleEvent(ctx.db, ctx.workspaceId, names, person?.personId ?? null);
  return valuesIn(event, constant.path);
}

/** What the texts of a draft speak of when they are made for somebody: the given samples, else the newest such event. */
export async function draftOccasion(
  ctx: Ctx,
  campaign: CampaignRecord,
  person: KnownPerson | null,
  samples: Samples,
): Promise<Occasion> {
  const draft = campaign.draft as CampaignDraft;
  const live = draft.qualification === "live";
  const names = live && !samples.event ? triggerNames(draft) : [];
  const event =
    samples.event ??
    (names.length > 0 ? await sampleEvent(ctx.db, ctx.workspaceId, names, person?.personId ?? null) : null);
  const same = heldByTrigger.safeParse(draft.who.trigger);
  const constant = same.success ? valuesIn(event, same.data.same.path) : [];
  const missing = (draft.what.missing as Occasion["missing"] | undefined) ?? "fail";
  return {
    variables: {
      Event: event ?? undefined,
      ExternalTrigger: samples.payload,
      ConstantEventProperty: live ? constantText(constant) : await constantOfPast(ctx, draft, person),
      Campaign: { campaignId: campaign.number === null ? "0" : String(campaign.number), name: campaign.name },
    },
    options: { now: ctx.clock.now(), timeZone: await workspaceTimeZone(ctx) },
    missing,
  };
}

const nobody: KnownPerson = {
  ...{
    personId: "00000000-0000-7000-8000-000000000000",
    isNow: "00000000-0000-7000-8000-000000000000",
    name: null,
  },
  ...{ user_id: null, email: null, phone: null, anonymous_id: null, device_id: null, properties: {} },
};

/** Somebody as a recipient of a draft's message that leaves outside of any run. */
export async function draftRecipient(
  ctx: Ctx,
  campaign: CampaignRecord,
  person: KnownPerson | null,
): Promise<Parameters<OpenChannel["compose"]>[0]> {
  const at = ctx.clock.now();
  const { isNow, ...known } = person ?? nobody;
  const tokens = await tokensOf(ctx.db, ctx.workspaceId, isNow ? [isNow] : []);
  const row = { ...known, isNow, occasion: String(at.getTime()), at, dueAt: at };
  return recipientOf({ id: campaign.id }, row, tokens.get(isNow ?? ""));
}

/** A draft's channel, open for showing what it would make; null where the draft does not yet say enough. */
export async function openDraft(
  ctx: Ctx,
  channel: string,
  draft: CampaignDraft,
): Promise<OpenChannel | null> {
  const connections = Object.entries(draftConnections(draft));
  try {
    const settings = await Promise.all(
      connections.map(async ([partner, id]) => [partner, (await shownConnection(ctx, id)).access.settings]),
    );
    return channelOf(channel).open(draft.what.content, openSettings(Object.fromEntries(settings)));
  } catch (error) {
    if (error instanceof Fault && (error.code === "invalid" || error.code === "not_found")) {
      return null;
    }
    throw error;
  }
}
