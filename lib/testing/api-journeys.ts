import { blankJourney } from "../journeys/blank.ts";
import { draw, track } from "../journeys/templates/draw.ts";
import type { Json, JsonObject } from "../kernel/json.ts";
import { type ApiWorld, idOf, person, type Sample, unique } from "./api-objects.ts";

const registered = draw(
  [
    { id: "in", kind: "entry_action", settings: { did: track("Registered") } },
    { id: "wait", kind: "delay" },
    { id: "out", kind: "force_exit" },
  ],
  [
    ["in", "yes", "wait"],
    ["wait", "done", "out"],
  ],
);

/** A journey of those who register, ready to be published. */
async function ready(world: ApiWorld): Promise<JsonObject> {
  const { id, revision } = await world.call("journeys.create", { name: unique("Journey") });
  return world.call("journeys.update", {
    ...{ id: id ?? null, revision: revision ?? null },
    draft: registered as unknown as Json,
  });
}

const revised = ({ id, revision }: JsonObject): JsonObject => ({
  id: id ?? null,
  revision: revision ?? null,
});
const published = async (world: ApiWorld) => world.call("journeys.publish", revised(await ready(world)));
const ofDraft = async (world: ApiWorld) => ({ id: idOf(await ready(world)) });
const ofRunning = async (world: ApiWorld) => ({ id: idOf(await published(world)) });

/** One input for every operation of journeys. */
export const journeySamples: Record<string, Sample> = {
  "journeys.list": { input: async (world) => (await ready(world)) && { perPage: 10 } },
  "journeys.create": { input: () => ({ template: "abandoned_cart", name: unique("Carts") }) },
  "journeys.get": { input: ofRunning },
  "journeys.update": {
    input: async (world) => ({
      ...revised(await ready(world)),
      draft: blankJourney() as unknown as Json,
    }),
  },
  "journeys.duplicate": { input: ofDraft },
  "journeys.archive": { input: ofDraft },
  "journeys.restore": {
    input: async (world) => {
      const made = await ofDraft(world);
      await world.call("journeys.archive", made);
      return made;
    },
  },
  "journeys.publishImpact": { input: ofRunning },
  "journeys.publish": { input: async (world) => revised(await ready(world)) },
  "journeys.pause": { input: ofRunning },
  "journeys.resume": {
    input: async (world) => {
      const made = await ofRunning(world);
      await world.call("journeys.pause", made);
      return made;
    },
  },
  "journeys.stop": { input: ofRunning },
  "journeys.versions": { input: ofRunning },
  "journeys.version": { input: async (world) => ({ ...(await ofRunning(world)), number: 1 }) },
  "journeys.restoreVersion": {
    input: async (world) => ({ ...revised(await published(world)), number: 1 }),
  },
  "journeys.history": { input: ofDraft },
  "journeys.report": { input: ofRunning },
  "journeys.uplift": { input: ofRunning },
  "journeys.people": { input: async (world) => ({ ...(await ofRunning(world)), what: "inside" }) },
  "journeys.path": {
    input: async (world) => ({ ...(await ofRunning(world)), personId: idOf(await person(world)) }),
  },
  "journeys.check": {
    input: async (world) => ({ ...(await ofRunning(world)), person: idOf(await person(world)) }),
  },
  "journeys.compare": { input: async (world) => ({ ...(await ofRunning(world)), from: 1, to: "draft" }) },
  "journeys.ofPerson": { input: async (world) => (await ofRunning(world)) && person(world) },
  "journeys.names": { input: async (world) => ({ journeys: [(await ofRunning(world)).id] }) },
  "journeys.simulate": {
    input: () => ({
      document: registered as unknown as Json,
      person: { kind: "made_up", ids: { user_id: "asha" } },
      from: "2026-03-02T09:00:00.000Z",
      events: [{ name: "Registered", at: "2026-03-02T09:00:00.000Z" }],
    }),
  },
};
