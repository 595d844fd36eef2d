import { expect, it } from "vitest";
import type { JsonObject } from "../../kernel/json.ts";
import { testDatabase } from "../../testing/database.ts";
import { type JourneyGround, journeyGround } from "../../testing/journey-ground.ts";
import { did, sentEvents, testPartner } from "../../testing/test-partner.ts";
import { simulateJourney } from "../simulate/simulate-journey.ts";
import { draw, track } from "../templates/draw.ts";

const database = testDatabase();
const partner = testPartner();

const sent = () => sentEvents(partner);

/** The seed's journey, its Storyly side as events to Segment. */
const carts = (ground: JourneyGround, settings = {}) =>
  draw(
    [
      { id: "in", kind: "entry_action", settings: { did: track("Registered") } },
      { id: "cart", kind: "action", settings: { did: track("AddToCart") } },
      {
        id: "add",
        kind: "send_segment",
        settings: ground.toSegment("upsert", { keyValues: [{ key: "cart", value: "{{ Event.cart }}" }] }),
      },
      { id: "bought", kind: "action", settings: { did: track("PurchaseCompleted") } },
      { id: "remove", kind: "send_segment", settings: ground.toSegment("delete") },
      { id: "out", kind: "force_exit" },
    ],
    [
      ["in", "yes", "cart"],
      ["cart", "yes", "add"],
      ["add", "sent", "bought"],
      ["bought", "yes", "remove"],
      ["remove", "sent", "out"],
    ],
    settings,
  );

it("the seed's journey puts people into an audience and out of it, with the event that moved them", async () => {
  const ground = await journeyGround(database.db, partner);
  await ground.happens(did("early", "Registered"));
  const journey = await ground.running(carts(ground));
  expect(journey).toMatchObject({ status: "RUNNING", version: 1, changed: false });
  await ground.happens(did("ada", "Registered"), did("ben", "Registered"), did("cleo", "AddToCart"));
  expect(await ground.places(journey.id)).toEqual(["ada at cart", "ben at cart"]);
  await ground.happens(did("ada", "AddToCart", { cart: "c-1" }));
  expect(sent()).toEqual(["ada upsert"]);
  const [first] = partner.messages.values();
  expect(first?.message.properties).toMatchObject({ cart: "c-1", "Campaign id": journey.number });
  expect(await ground.places(journey.id)).toEqual(["ada at bought", "ben at cart"]);
  await ground.happens(did("ada", "PurchaseCompleted"));
  expect(sent()).toEqual(["ada delete", "ada upsert"]);
  expect(await ground.places(journey.id)).toEqual(["ada left force_exit", "ben at cart"]);
  expect(await ground.paths(journey.id)).toEqual([
    "ada: in yes > cart yes > add sent > bought yes > remove sent > out left",
    "ben: in yes",
  ]);
  expect(await ground.counts(journey.id)).toEqual({
    ...{ entered: 2, "left force_exit": 1 },
    ...{ "in entered": 2, "in moved yes": 2, "cart entered": 2, "cart moved yes": 1 },
    ...{ "add entered": 1, "add moved sent": 1, "add sent": 1, "bought entered": 1, "bought moved yes": 1 },
    ...{ "remove entered": 1, "remove moved sent": 1, "remove sent": 1, "out entered": 1 },
    "out out force_exit": 1,
  });
  expect(await ground.raised()).toEqual({ "Notification Sent": 2 });
  expect(await ground.view(journey.id)).toMatchObject({ inside: 1, entered: 2, finished: 1, goals: 0 });
});

it("whoever does all of it in one breath is walked through all of it, in order", async () => {
  const ground = await journeyGround(database.db, partner);
  const journey = await ground.running(carts(ground));
  await ground.happens(
    did("ada", "Registered"),
    did("ada", "AddToCart", { cart: "c-1" }),
    did("ada", "PurchaseCompleted"),
  );
  expect(sent()).toEqual(["ada delete", "ada upsert"]);
  expect(await ground.places(journey.id)).toEqual(["ada left force_exit"]);
  expect([...partner.messages.values()].every(({ copies }) => copies === 1)).toBe(true);
});

it("the simulator shows the request that leaves then, to the letter", async () => {
  const ground = await journeyGround(database.db, partner);
  const journey = await ground.running(carts(ground));
  await ground.happens(did("ada", "Came"));
  const now = ground.clock.now().toISOString();
  const event = (name: string, properties: JsonObject = {}) => ({
    ...{ type: "track" as const, name, at: now, properties },
  });
  const events = [event("Registered"), event("AddToCart", { cart: "c-1" })];
  const { messages } = await simulateJourney(ground.ctx, {
    ...{ document: journey.draft, journeyId: journey.id, name: journey.name, from: now, days: 1, events },
    ...{ person: { kind: "known", person: "ada" }, answers: {}, ends: {}, paths: {} },
  });
  await ground.happens(did("ada", "Registered"), did("ada", "AddToCart", { cart: "c-1" }));
  const [left] = partner.messages.values();
  const shown = JSON.parse(messages[0]?.request?.body ?? "{}");
  expect(shown.batch).toEqual([left?.message]);
});
