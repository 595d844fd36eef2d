import { expect, it } from "vitest";
import { testDatabase } from "../../testing/database.ts";
import { journeyGround } from "../../testing/journey-ground.ts";
import { did, sentEvents, testPartner } from "../../testing/test-partner.ts";
import { draw, track } from "../templates/draw.ts";
import { pauseJourney, resumeJourney } from "../verbs/pause-journey.ts";

const database = testDatabase();
const partner = testPartner();
const sent = () => sentEvents(partner);
const hours = (count: number) => ({ count, unit: "hours" });
const OUT = { id: "out", kind: "force_exit" };

it("of what comes at the very moment at which a node's time is over, time counts first; what came a millisecond before counts", async () => {
  const ground = await journeyGround(database.db, partner);
  await ground.running(
    draw(
      [
        { id: "in", kind: "entry_action", settings: { did: track("In") } },
        { id: "on", kind: "action", settings: { did: track("On"), filter: null, timeout: hours(1) } },
        { id: "yes", kind: "send_segment", settings: ground.toSegment("Yes") },
        { id: "late", kind: "send_segment", settings: ground.toSegment("Late") },
      ],
      [
        ["in", "yes", "on"],
        ["on", "yes", "yes"],
        ["on", "timeout", "late"],
      ],
    ),
  );
  await ground.happens(did("ada", "In"), did("ben", "In"));
  ground.clock.advance(3_600_000 - 1);
  await ground.batch(did("ada", "On"));
  ground.clock.advance(1);
  await ground.batch(did("ben", "On"));
  ground.clock.advance(10_000);
  await ground.work();
  expect(sent()).toEqual(["ada Yes", "ben Late"]);
});

it("whoever waits for the end of Do Not Disturb hours leaves by a goal or the journey's timeout meanwhile, and gets nothing", async () => {
  const ground = await journeyGround(database.db, partner, { now: "2026-03-10T22:30:00.000Z" });
  const quiet = { hours: [{ weekdays: [1, 2, 3, 4, 5, 6, 7], from: "22:00", to: "07:00" }], mode: "delay" };
  const j = await ground.running(
    draw(
      [
        { id: "in", kind: "entry_action", settings: { did: track("In") } },
        { id: "say", kind: "send_segment", settings: ground.toSegment("Said") },
        OUT,
      ],
      [
        ["in", "yes", "say"],
        ["say", "sent", "out"],
      ],
      { quiet, timeout: hours(2), goals: [{ id: "g", name: "Bought", ...track("Bought") }] },
    ),
  );
  await ground.happens(did("ada", "In"), did("ben", "In"));
  await ground.happens(did("ben", "Bought"));
  await ground.later(9 * 60);
  expect(await ground.places(j.id)).toEqual(["ada left timeout", "ben left goal"]);
  expect(sent()).toEqual([]);
});

it("of paths that overlap the first that fits is taken, and a value of another type fits none but presence", async () => {
  const ground = await journeyGround(database.db, partner);
  const test = (value: string) => ({ type: "text", op: "equals", value });
  const paths = [
    { id: "a", name: "", match: "all", conditions: [{ of: "event", path: ["n"], test: test("1") }] },
    {
      id: "b",
      name: "",
      match: "any",
      conditions: [
        { of: "event", path: ["n"], test: { type: "number", op: "greater_than", value: 0 } },
        { of: "person", path: ["vip"], test: { type: "boolean", op: "equals", value: true } },
      ],
    },
    {
      id: "c",
      name: "",
      match: "all",
      conditions: [{ of: "event", path: ["n"], test: { type: "any", op: "is_set" } }],
    },
  ];
  const j = await ground.running(
    draw(
      [
        { id: "in", kind: "entry_action", settings: { did: track("In") } },
        { id: "split", kind: "conditional_split", settings: { paths } },
        ...["a", "b", "c", "o"].map((id) => ({
          id: `at${id}`,
          kind: "action",
          settings: { did: track("Never") },
        })),
        OUT,
      ],
      [
        ["in", "yes", "split"],
        ["split", "a", "ata"],
        ["split", "b", "atb"],
        ["split", "c", "atc"],
        ["split", "others", "ato"],
        ...["a", "b", "c", "o"].map((id): [string, string, string] => [`at${id}`, "yes", "out"]),
      ],
    ),
  );
  await ground.happens(
    did("txt", "In", { n: "1" }),
    did("num", "In", { n: 1 }),
    did("list", "In", { n: ["x", "1"] }),
    did("bool", "In", { n: false }),
    did("nobody", "In"),
    did("eve", "In", { n: "" }),
    did("obj", "In", { n: {} }),
  );
  expect(await ground.places(j.id)).toEqual([
    "bool at atc",
    "eve at ato",
    "list at ata",
    "nobody at ato",
    "num at atb",
    "obj at atc",
    "txt at ata",
  ]);
});

it("what waits to leave waits while everybody is held, and leaves once those in it go on", async () => {
  const ground = await journeyGround(database.db, partner);
  const j = await ground.running(
    draw(
      [
        { id: "in", kind: "entry_action", settings: { did: track("In") } },
        { id: "say", kind: "send_segment", settings: ground.toSegment("Said") },
        OUT,
      ],
      [
        ["in", "yes", "say"],
        ["say", "sent", "out"],
      ],
    ),
  );
  partner.misbehave = () => ({ status: 503 });
  await ground.batch(did("ada", "In"));
  await ground.work({ signal: AbortSignal.timeout(1500) });
  await pauseJourney(ground.ctx, { id: j.id, people: "hold" });
  partner.reset();
  await ground.later(5);
  expect(sent()).toEqual([]);
  await resumeJourney(ground.ctx, { id: j.id });
  await pauseJourney(ground.ctx, { id: j.id, people: "go_on" });
  await ground.later(5);
  expect(sent()).toEqual(["ada Said"]);
});

it("a time of a weekday that has passed today comes in a week", async () => {
  const ground = await journeyGround(database.db, partner, { now: "2026-03-10T12:00:00.000Z" });
  const j = await ground.running(
    draw(
      [
        { id: "in", kind: "entry_action", settings: { did: track("In") } },
        { id: "d", kind: "delay", settings: { until: { kind: "clock", at: "09:00", weekdays: [2] } } },
        OUT,
      ],
      [
        ["in", "yes", "d"],
        ["d", "done", "out"],
      ],
    ),
  );
  await ground.happens(did("ada", "In"));
  const [s] = await database.db.prisma.journeyStay.findMany({ where: { journeyId: j.id } });
  expect(s?.dueAt?.toISOString()).toBe("2026-03-17T09:00:00.000Z");
});
