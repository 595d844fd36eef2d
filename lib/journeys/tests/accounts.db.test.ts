import { expect, it } from "vitest";
import { getOverview } from "../../home/verbs/get-overview.ts";
import { getConnection } from "../../integrations/verbs/get-connection.ts";
import { rotateSecret } from "../../integrations/verbs/rotate-secret.ts";
import { forgetPerson } from "../../people/verbs/forget-person.ts";
import { workOnForget } from "../../people/verbs/work-on-forget.ts";
import { testDatabase } from "../../testing/database.ts";
import { type JourneyGround, journeyGround } from "../../testing/journey-ground.ts";
import { did, sentEvents, testPartner } from "../../testing/test-partner.ts";
import { draw, track } from "../templates/draw.ts";
import { listJourneys } from "../verbs/list-journeys.ts";
import { stopJourney } from "../verbs/stop-journey.ts";

const database = testDatabase();
const partner = testPartner();

/** In by "In", a message, on by "On" to another one. */
const twice = (ground: JourneyGround) =>
  draw(
    [
      { id: "in", kind: "entry_action", settings: { did: track("In") } },
      { id: "say", kind: "send_segment", settings: ground.toSegment("Said") },
      { id: "on", kind: "action", settings: { did: track("On") } },
      { id: "again", kind: "send_segment", settings: ground.toSegment("Again") },
    ],
    [
      ["in", "yes", "say"],
      ["say", "sent", "on"],
      ["on", "yes", "again"],
    ],
  );

const keyOf = (authorization: string) =>
  Buffer.from(authorization.replace("Basic ", ""), "base64").toString().replace(":", "");

/** Only this write key is good any more. */
function accepts(key: string): void {
  partner.misbehave = ({ authorization }) => (keyOf(authorization) === key ? undefined : { status: 401 });
}

/** What Home says of journeys and accounts. */
const problemsOf = async (ground: JourneyGround) =>
  (await getOverview(ground.ctx, {})).problems.flatMap(({ kind, objectName, reason }) =>
    kind === "journey_waiting" || kind === "connection_attention" ? [{ kind, objectName, reason }] : [],
  );

it("while an account is refused people wait, which the journey, its list and Home say; once it is mended all go on, none lost or sent to twice", async () => {
  const ground = await journeyGround(database.db, partner);
  const { ctx, connectionId } = ground;
  const journey = await ground.running(twice(ground), "Carts");
  accepts("new-key");
  await ground.happens(did("ada", "In"), did("ben", "In"), did("cleo", "In"));
  const why = "Segment answers 401: it does not accept the write key.";
  const waiting = async () => {
    expect(await ground.places(journey.id)).toEqual(["ada at say", "ben at say", "cleo at say"]);
    expect(await ground.view(journey.id)).toMatchObject({ status: "RUNNING", waiting: why, inside: 3 });
    const { items } = await listJourneys(ctx, {
      search: "",
      state: "active",
      sort: "newest",
      page: 1,
      perPage: 20,
    });
    expect(items).toMatchObject([{ id: journey.id, waiting: why }]);
    expect(await problemsOf(ground)).toEqual([
      { kind: "connection_attention", objectName: "Segment", reason: why },
      { kind: "journey_waiting", objectName: "Carts", reason: why },
    ]);
  };
  await waiting();
  // What happens to them meanwhile is not forgotten; nobody fails, however often it is tried.
  await ground.happens(did("ada", "On"));
  const calls = partner.calls.length;
  for (let minutes = 0; minutes < 3; minutes += 1) {
    await ground.later(1);
  }
  expect(partner.calls.length).toBe(calls + 3);
  await waiting();
  await rotateSecret(ctx, { id: connectionId, values: { writeKey: "new-key" } });
  partner.messages.clear();
  await ground.later(1);
  expect(sentEvents(partner)).toEqual(["ada Again", "ada Said", "ben Said", "cleo Said"]);
  expect([...partner.messages.values()].every(({ copies }) => copies === 1)).toBe(true);
  expect(await ground.places(journey.id)).toEqual(["ada left ended", "ben at on", "cleo at on"]);
  expect(await ground.view(journey.id)).toMatchObject({ waiting: null });
  expect(await problemsOf(ground)).toEqual([]);
  expect(await getConnection(ctx, { id: connectionId })).toMatchObject({ status: "connected" });
  expect(await ground.counts(journey.id)).toMatchObject({ "say sent": 3, "again sent": 1 });
});

it("a journey that is stopped while it waits for an account waits for nothing any more", async () => {
  const ground = await journeyGround(database.db, partner);
  const journey = await ground.running(twice(ground));
  accepts("new-key");
  await ground.happens(did("ada", "In"));
  expect(await ground.view(journey.id)).toMatchObject({ waiting: expect.stringContaining("401") });
  await stopJourney(ground.ctx, { id: journey.id });
  await ground.work();
  expect(await ground.view(journey.id)).toMatchObject({ status: "STOPPED", waiting: null, inside: 0 });
  expect((await problemsOf(ground)).map(({ kind }) => kind)).toEqual(["connection_attention"]);
  accepts("write-key");
  await ground.later(2);
  expect(sentEvents(partner)).toEqual([]);
});

it("once those whose messages waited for an account are deleted, nothing waits any more, here or when it is published again", async () => {
  const ground = await journeyGround(database.db, partner);
  const journey = await ground.running(twice(ground), "Carts");
  accepts("new-key");
  await ground.happens(did("ada", "In"));
  expect(await ground.view(journey.id)).toMatchObject({ waiting: expect.stringContaining("401"), inside: 1 });
  const ada = await database.db.prisma.person.findFirstOrThrow({
    where: { workspaceId: ground.workspaceId },
  });
  const request = await forgetPerson(ground.ctx, { id: ada.id, connections: [], confirm: "ada" });
  await workOnForget(ground.system, { id: request.id, signal: new AbortController().signal });
  await ground.work();
  expect(await ground.view(journey.id)).toMatchObject({ status: "RUNNING", waiting: null, inside: 0 });
  expect((await problemsOf(ground)).map(({ kind }) => kind)).toEqual(["connection_attention"]);
  expect(await database.db.prisma.journeySender.count({ where: { waiting: { not: null } } })).toBe(0);
});
