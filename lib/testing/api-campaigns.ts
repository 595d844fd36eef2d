import { newToken } from "../kernel/ids.ts";
import type { Json, JsonObject } from "../kernel/json.ts";
import { type ApiWorld, connection, idOf, person, type Sample, source, unique } from "./api-objects.ts";

const everybody = {
  groups: [{ conditions: [{ kind: "field", field: "user_id", test: { type: "any", op: "is_set" } }] }],
};
const webhook = { channel: "webhook", qualification: "external" };

type Changes = { who?: JsonObject; what?: JsonObject };

/** A campaign as it stands after its draft was changed. */
async function drafted(world: ApiWorld, create: JsonObject, changes: Changes): Promise<JsonObject> {
  const made = await world.call("campaigns.create", { name: unique("Campaign"), ...create });
  const draft = made.draft as { who: JsonObject; what: JsonObject };
  return world.call("campaigns.update", {
    ...{ id: idOf(made), version: made.version as Json },
    draft: {
      ...draft,
      who: { ...draft.who, ...changes.who },
      what: { ...draft.what, ...changes.what },
    },
  });
}

/** A campaign to Segment of everybody with a user ID, ready to be published. */
async function toSegment(world: ApiWorld, who: JsonObject = {}): Promise<JsonObject> {
  const segment = idOf(await connection(world));
  return drafted(
    world,
    { channel: "segment" },
    { who: { audience: { kind: "new", definition: everybody }, ...who }, what: { connections: { segment } } },
  );
}

/** An External Trigger campaign on webhooks, ready to be published. */
async function onCall(world: ApiWorld): Promise<JsonObject> {
  const { draft } = await world.call("campaigns.create", webhook);
  const { content } = (draft as { what: JsonObject }).what;
  return drafted(world, webhook, {
    what: {
      content: { ...(content as JsonObject), url: "https://hook.example/{{ ExternalTrigger.OrderId }}" },
    },
  });
}

const versioned = ({ id, version }: JsonObject): JsonObject => ({ id: id ?? null, version: version ?? null });
const published = async (world: ApiWorld, made: JsonObject) =>
  world.call("campaigns.publish", versioned(made));

/** A campaign that waits for another member's approval. */
async function asked(world: ApiWorld): Promise<JsonObject> {
  await world.call("campaigns.saveRules", { approval: true, limits: {} });
  const view = await published(world, await toSegment(world));
  await world.call("campaigns.saveRules", { approval: false, limits: {} });
  return versioned(view);
}

/** A run that its safety limit holds. */
async function heldRun(world: ApiWorld): Promise<JsonObject> {
  const { key } = await source(world);
  const users = Array.from({ length: 101 }, (_, n) => ({
    type: "identify",
    userId: `held-${n}`,
    traits: {},
  }));
  await world.sendCalls(key, users);
  const made = await toSegment(world, { cap: { kind: "all", hold: 100 } });
  await published(world, made);
  await world.work();
  const { items } = await world.call("campaigns.runs", { id: idOf(made) });
  return { id: idOf(made), runId: idOf((items as JsonObject[])[0] ?? {}) };
}

const ofDraft = async (world: ApiWorld) => ({ id: idOf(await toSegment(world)) });
const ofCalled = async (world: ApiWorld) => ({ id: idOf(await onCall(world)) });

/** One input for every operation of campaigns. */
export const campaignSamples: Record<string, Sample> = {
  "campaigns.rules": { input: () => ({}) },
  "campaigns.saveRules": { input: () => ({ approval: false, limits: {} }) },
  "campaigns.list": { input: async (world) => (await toSegment(world)) && { perPage: 10 } },
  "campaigns.create": { input: () => ({ channel: "segment", name: unique("Sale") }) },
  "campaigns.get": { input: ofDraft },
  "campaigns.update": {
    input: async (world) => ({ ...versioned(await toSegment(world)), name: unique("Renamed") }),
  },
  "campaigns.duplicate": { input: ofDraft },
  "campaigns.reach": { input: ofDraft },
  "campaigns.preview": { input: ofDraft },
  "campaigns.test": { input: async (world) => ({ ...(await ofDraft(world)), people: [newToken("nobody")] }) },
  "campaigns.publish": { input: async (world) => versioned(await toSegment(world)) },
  "campaigns.approve": { as: "person", input: asked },
  "campaigns.reject": { as: "person", input: asked },
  "campaigns.stop": {
    input: async (world) => ({ id: idOf(await published(world, await onCall(world))) }),
  },
  "campaigns.archive": { input: ofDraft },
  "campaigns.restore": {
    input: async (world) => {
      const made = await ofDraft(world);
      await world.call("campaigns.archive", made);
      return made;
    },
  },
  "campaigns.runs": {
    input: async (world) => ({ id: idOf(await published(world, await onCall(world))) }),
  },
  "campaigns.release": { input: heldRun },
  "campaigns.cancelRun": { input: heldRun },
  "campaigns.report": { input: ofDraft },
  "campaigns.recipients": { input: ofDraft },
  "campaigns.recipientsCsv": { input: ofDraft },
  "campaigns.ofPerson": { input: async (world) => (await ofDraft(world)) && person(world) },
  "campaigns.check": { input: async (world) => ({ ...(await ofDraft(world)), person: "nobody" }) },
  "campaigns.trigger": { input: ofCalled },
  "campaigns.calls": { input: ofCalled },
  "campaigns.history": { input: ofDraft },
  "receipts.get": {
    input: async (world) => {
      const { number } = await published(world, await onCall(world));
      return { id: await world.trigger(String(number)) };
    },
  },
};
