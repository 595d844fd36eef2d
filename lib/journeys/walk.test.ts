import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nodeSamples } from "../testing/journey-nodes.ts";
import { randomDocument } from "../testing/random-journeys.ts";
import { type JourneyDocument, journeyDocument } from "./document.ts";
import type { JourneyEvent } from "./matching/events.ts";
import { checkJourney } from "./problems.ts";
import { draw, track } from "./templates/draw.ts";
import { walk } from "./walk.ts";

const day = (number: number, time = "09:00") => `2026-03-${String(number).padStart(2, "0")}T${time}:00.000Z`;
const event = (name: string, at: string, properties: JourneyEvent["properties"] = {}): JourneyEvent => ({
  ...{ type: "track", name, at, properties, context: {} },
});
const scripted = (events: JourneyEvent[]) => ({
  person: { id: "asha", properties: { plan: "gold" } },
  zone: "UTC",
  from: new Date(day(1, "00:00")),
  until: new Date("2026-05-01T00:00:00Z"),
  events,
  answer: () => true,
  outcome: () => "sent" as const,
});
const published = (...drawn: Parameters<typeof draw>): JourneyDocument =>
  journeyDocument.parse(draw(...drawn));
const words = { name: "Journey", description: "" };
const times = (walked: ReturnType<typeof walk>) =>
  walked.path.map(({ at, node, exit }) => `${node} ${exit} ${at}`);
const entry = { id: "in", kind: "entry_action", settings: { did: track("In") } };
const out = { id: "out", kind: "force_exit" };

describe("somebody who is walked through a journey", () => {
  it("waits on a link, until a time of the clock where one is chosen", () => {
    const document = published([entry, out], [["in", "yes", "out", { count: 2, unit: "days", at: "18:00" }]]);
    expect(times(walk(document, scripted([event("In", day(1))])))).toEqual([
      `in yes ${day(1)}`,
      `out null ${day(3, "18:00")}`,
    ]);
  });

  it("leaves by the timeout of a node only where its exit is connected", () => {
    const action = {
      id: "act",
      kind: "action",
      settings: { did: track("Act"), timeout: { count: 1, unit: "days" } },
    };
    const nodes = [entry, action, out];
    const lines: Parameters<typeof draw>[1] = [
      ["in", "yes", "act"],
      ["act", "yes", "out"],
    ];
    const late = scripted([event("In", day(1)), event("Act", day(5))]);
    expect(walk(published(nodes, lines), late).stays[0]?.left).toBe(day(5));
    const connected = published(nodes, [...lines, ["act", "timeout", "out"]]);
    expect(walk(connected, late).stays[0]?.left).toBe(day(2));
  });

  it("comes through three hundred nodes in a row on none of which anybody waits", () => {
    const steps = Array.from({ length: 300 }, (_, place) => ({
      ...{ id: `step${place}`, kind: place % 2 === 0 ? "profile_update" : "past_behaviour" },
      settings:
        place % 2 === 0
          ? { updates: [{ property: "step", how: "set", value: String(place) }] }
          : { people: { kind: "saved", segmentId: "019a0000-0000-7000-8000-000000000001" }, timeout: null },
    }));
    const chain = [entry, ...steps, out];
    const lines = chain.slice(1).map(({ id }, place): Parameters<typeof draw>[1][number] => {
      const from = chain[place];
      return [from?.id ?? "", from?.kind === "profile_update" ? "updated" : "yes", id];
    });
    const walked = walk(published(chain, lines), scripted([event("In", day(1))]));
    expect(walked.stays).toEqual([{ entered: day(1), left: day(1), because: "force exit" }]);
    expect(walked.path).toHaveLength(302);
  });

  it("leaves by a goal at once, and by the journey's timeout from wherever they are", () => {
    const wait = { id: "wait", kind: "action", settings: { did: track("Never") } };
    const nodes = [entry, wait, out];
    const lines: Parameters<typeof draw>[1] = [
      ["in", "yes", "wait"],
      ["wait", "yes", "out"],
    ];
    const goals = [{ id: "goal", name: "Paid", ...track("Paid") }];
    const document = published(nodes, lines, { goals, timeout: { count: 7, unit: "days" } });
    expect(walk(document, scripted([event("In", day(1)), event("Paid", day(3))])).stays).toEqual([
      { entered: day(1), left: day(3), because: "goal: Paid" },
    ]);
    expect(walk(document, scripted([event("In", day(1))])).stays).toEqual([
      { entered: day(1), left: day(8), because: "journey timeout" },
    ]);
  });

  it("is looked at each midnight of the workspace for a goal by past behaviour, from the first after they came in", () => {
    const wait = { id: "wait", kind: "action", settings: { did: track("Never") } };
    const people = nodeSamples.past_behaviour?.people ?? "";
    const document = published(
      [entry, wait, out],
      [
        ["in", "yes", "wait"],
        ["wait", "yes", "out"],
      ],
      {
        goals: [{ id: "g", name: "Gold", people }],
        ...{ timeout: { count: 3, unit: "days" }, reentry: { kind: "after_exit", rest: null } },
      },
    );
    const midnight = (number: number) => day(number, "05:00");
    const walked = (reached: string[]) => {
      const asked: string[] = [];
      const script = {
        ...scripted([event("In", day(2)), event("In", day(9))]),
        ...{ zone: "Asia/Tokyo", workspaceZone: "America/New_York" },
        reaches: (_question: unknown, goal: string) => reached.includes(`${goal} ${asked.push(goal)}`),
      };
      return walk(document, script).stays.map(({ left, because }) => `${left} ${because}`);
    };
    expect(walked([])).toEqual([`${day(5)} journey timeout`, `${day(12)} journey timeout`]);
    expect(walked(["g 1"])[0]).toEqual(`${midnight(3)} goal: Gold`);
    expect(walked(["g 3", "g 4"])).toEqual([`${midnight(5)} goal: Gold`, `${day(10, "04:00")} goal: Gold`]);
  });

  it("waits at the last node for the goal, where there is one, to the end of the longest stay", () => {
    const say = { id: "say", kind: "add_to_audience", settings: nodeSamples.add_to_audience ?? {} };
    const goals = [{ id: "g", name: "Paid", ...track("Paid") }];
    const document = published([entry, say], [["in", "yes", "say"]], {
      ...{ goals, timeout: { count: 7, unit: "days" } },
    });
    const paid = walk(document, scripted([event("In", day(1)), event("Paid", day(3))]));
    expect(paid.stays).toEqual([{ entered: day(1), left: day(3), because: "goal: Paid" }]);
    expect(paid.path.at(-1)).toEqual({
      ...{ at: day(1), node: "say", did: "waits", exit: "done" },
      because: "comes into the audience; has come to the end, and waits for the goal",
    });
    expect(paid.effects).toHaveLength(1);
    const never = walk(document, scripted([event("In", day(1)), event("Looked", day(3))]));
    expect(never.stays).toEqual([{ entered: day(1), left: day(8), because: "journey timeout" }]);
    const without = published([entry, say], [["in", "yes", "say"]]);
    expect(walk(without, scripted([event("In", day(1))])).stays[0]?.left).toBe(day(1));
  });

  it("comes in again after leaving only where the journey allows it, and after the rest", () => {
    const events = [event("In", day(1)), event("In", day(2)), event("In", day(4))];
    const again = (reentry: object) =>
      walk(published([entry, out], [["in", "yes", "out"]], { reentry } as never), scripted(events)).stays.map(
        ({ entered }) => entered,
      );
    expect(again({ kind: "never" })).toEqual([day(1)]);
    expect(again({ kind: "after_exit", rest: null })).toEqual([day(1), day(2), day(4)]);
    expect(again({ kind: "after_exit", rest: { count: 2, unit: "days" } })).toEqual([day(1), day(4)]);
  });

  it("comes in by the clock alone where the entry is at a time, on the workspace's clocks whatever theirs are", () => {
    const people = { kind: "saved", segmentId: "019a0000-0000-7000-8000-000000000001" };
    const timed = {
      id: "in",
      kind: "entry_segment",
      settings: { people, timeline: { kind: "once", at: "2026-03-12T09:00" } },
    };
    const document = published([timed, out], [["in", "yes", "out"]], { zone: "user" });
    const given = scripted([event("Looked", day(10))]);
    const tokyo = { ...given, zone: "Asia/Tokyo", workspaceZone: "UTC" };
    expect(walk(document, tokyo).stays.map(({ entered }) => entered)).toEqual([day(12)]);
    expect(walk(document, { ...tokyo, until: new Date(day(11)) }).path).toEqual([]);
  });

  it("who was in it before does not come in where it lets nobody in again, and the path says so once", () => {
    const events = [event("In", day(1)), event("In", day(2))];
    const last = { round: 2, enteredAt: null, endedAt: new Date("2026-02-01T00:00:00Z") };
    const again = (reentry: object) =>
      walk(published([entry, out], [["in", "yes", "out"]], { reentry } as never), {
        ...scripted(events),
        last,
      });
    const never = again({ kind: "never" });
    expect(never.stays).toEqual([]);
    expect(never.path).toEqual([
      expect.objectContaining({ at: day(1), because: "does not enter: Was in it before" }),
    ]);
    expect(again({ kind: "after_exit", rest: null }).stays).toHaveLength(2);
  });

  it("is let out of a circle on which nobody waits, also where messages are sent on it", () => {
    const mails = ["a", "b"].map((id) => ({ id, kind: "send_email", settings: {} }));
    const document = published(
      [entry, ...mails],
      [
        ["in", "yes", "a"],
        ["a", "sent", "b"],
        ["b", "sent", "a"],
      ],
    );
    const { stays, effects } = walk(document, scripted([event("In", day(1))]));
    expect(stays).toEqual([
      { entered: day(1), left: day(1), because: "it went in a circle without waiting" },
    ]);
    expect(effects.length).toBeLessThan(250);
  });

  it("goes on by an event only of the same order where a key says so", () => {
    const key = { mine: ["order_id"], theirs: ["order_id"] };
    const waiting = {
      id: "wait",
      kind: "wait_for_event",
      settings: {
        branches: [{ id: "paid", name: "Paid", did: track("Paid"), key }],
        timeout: { count: 9, unit: "days" },
      },
    };
    const document = published(
      [entry, waiting, out],
      [
        ["in", "yes", "wait"],
        ["wait", "paid", "out"],
        ["wait", "timeout", "out"],
      ],
    );
    const walked = walk(
      document,
      scripted([
        event("In", day(1), { order_id: "a" }),
        event("Paid", day(2), { order_id: "b" }),
        event("Paid", day(3), { order_id: "a" }),
      ]),
    );
    expect(walked.stays[0]?.left).toBe(day(3));
  });

  it("gets a message after Do Not Disturb hours, or takes Unreachable", () => {
    const mail = { id: "mail", kind: "send_email", settings: {} };
    const nights = [{ weekdays: [1, 2, 3, 4, 5, 6, 7], from: "21:00", to: "08:00" }];
    const sentAt = (mode: string) => {
      const document = published(
        [entry, mail, out],
        [
          ["in", "yes", "mail"],
          ["mail", "sent", "out"],
        ],
        { quiet: { hours: nights, mode } },
      );
      const { effects, path } = walk(document, scripted([event("In", day(1, "22:00"))]));
      return [effects[0]?.at, path.find(({ node, exit }) => node === "mail" && exit)?.exit];
    };
    expect(sentAt("delay")).toEqual([day(2, "08:00"), "sent"]);
    expect(sentAt("discard")).toEqual([undefined, "unreachable"]);
  });

  it("waits for the chosen time of the next day that is not quiet, wherever that time was chosen", () => {
    const mail = { id: "mail", kind: "send_email", settings: {} };
    const hours = [{ weekdays: [2], from: "20:00", to: "23:59" }];
    const date = { of: "person", path: ["visit"], days: 0, at: "21:00", yearly: false };
    const delay = (until: object) => ({
      id: "wait",
      kind: "delay",
      settings: { until: { ...until } } as never,
    });
    const asked = {
      id: "ask",
      kind: "past_behaviour",
      settings: {
        people: {
          kind: "new",
          definition: {
            groups: [
              { conditions: [{ kind: "property", path: ["plan"], test: { type: "any", op: "is_set" } }] },
            ],
          },
        },
      },
    };
    const sentAt = (nodes: Parameters<typeof draw>[0], lines: Parameters<typeof draw>[1]) => {
      const document = published([...nodes, mail], lines, { quiet: { hours, mode: "delay" } });
      const script = scripted([event("In", day(10))]);
      const person = { id: "asha", properties: { visit: "2026-03-10T12:00:00Z" } };
      return walk(document, { ...script, person }).effects.map(({ at }) => at);
    };
    const behind = (node: typeof asked | ReturnType<typeof delay>) =>
      sentAt(
        [entry, node as never],
        [
          ["in", "yes", "wait"],
          ["wait", node.kind === "delay" ? "done" : "yes", "mail"],
        ],
      );
    // 10 March is a Tuesday.
    const next = [day(11, "21:00")];
    expect(sentAt([entry], [["in", "yes", "mail", { count: 1, unit: "minutes", at: "21:00" }]])).toEqual(
      next,
    );
    expect(behind(delay({ kind: "clock", at: "21:00", weekdays: [] }))).toEqual(next);
    expect(behind(delay({ kind: "duration", wait: { count: 1, unit: "hours" }, at: "21:00" }))).toEqual(next);
    expect(behind(delay({ kind: "date", date }))).toEqual(next);
    expect(behind({ id: "wait", kind: "date_time", settings: { date } } as never)).toEqual(next);
    const begins = { id: "in", kind: "entry_date_time", settings: { date } };
    expect(sentAt([begins], [["in", "yes", "mail"]])).toEqual(next);
    expect(
      sentAt(
        [entry, delay({ kind: "clock", at: "21:00", weekdays: [] }), asked as never],
        [
          ["in", "yes", "wait"],
          ["wait", "done", "ask"],
          ["ask", "yes", "mail"],
        ],
      ),
    ).toEqual(next);
    // Of no time that was chosen the end of the quiet hours counts.
    const hours12 = { kind: "duration", wait: { count: 12, unit: "hours" }, at: null };
    expect(behind(delay(hours12))).toEqual([day(10, "23:59")]);
  });

  it("who clicked saw it, where only Viewed is drawn, though no picture told of that", () => {
    const document = published(
      [
        entry,
        { id: "mail", kind: "send_email", settings: {} },
        ...["sent", "viewed"].map((id) => ({ id, kind: "force_exit" })),
      ],
      [["in", "yes", "mail"], ...["sent", "viewed"].map((id): [string, string, string] => ["mail", id, id])],
    );
    const clicked = event("Notification Clicked", day(1, "11:00"), { journeyMessage: "asha.1.mail.2" });
    const last = walk(document, scripted([event("In", day(1)), clicked])).path.at(-1);
    expect(`${last?.node} ${last?.at}`).toBe(`viewed ${day(1, "11:00")}`);
  });

  it("who clicked takes Clicked, and who only saw it Viewed when the wait is over", () => {
    const mail = { id: "mail", kind: "send_email", settings: {} };
    const ends = ["sent", "viewed", "clicked"].map((id) => ({ id, kind: "force_exit" }));
    const document = published(
      [entry, mail, ...ends],
      [
        ["in", "yes", "mail"],
        ...["sent", "viewed", "clicked"].map((id): [string, string, string] => ["mail", id, id]),
      ],
    );
    const about = { journeyMessage: "asha.1.mail.2" };
    const at = (...events: JourneyEvent[]) => {
      const last = walk(document, scripted([event("In", day(1)), ...events])).path.at(-1);
      return `${last?.node} ${last?.at}`;
    };
    const viewed = event("Notification Viewed", day(1, "10:00"), about);
    const clicked = event("Notification Clicked", day(1, "11:00"), about);
    expect(at()).toBe(`sent ${day(2)}`);
    expect(at(viewed)).toBe(`viewed ${day(2)}`);
    expect(at(viewed, clicked)).toBe(`clicked ${day(1, "11:00")}`);
    expect(at({ ...clicked, properties: { journeyMessage: "another" } })).toBe(`sent ${day(2)}`);
  });
});

describe("any document and any events", () => {
  const events = fc.array(
    fc.record({
      name: fc.constantFrom("A", "B", "C"),
      minute: fc.integer({ min: 0, max: 60 * 24 * 40 }),
      key: fc.constantFrom("1", "2"),
    }),
    { maxLength: 25 },
  );
  const script = (given: { name: string; minute: number; key: string }[], seed: number) => ({
    ...scripted(
      given.map(({ name, minute, key }) =>
        event(name, new Date(Date.UTC(2026, 2, 1) + minute * 60_000).toISOString(), { key }),
      ),
    ),
    answer: () => seed % 2 === 0,
    outcome: () => (["sent", "failed", "unreachable"] as const)[seed % 3] ?? "sent",
  });

  it("make a walk that ends and is the same each time, and goes only along links that are there", () => {
    fc.assert(
      fc.property(randomDocument, events, fc.nat(100), (document, given, seed) => {
        const walked = walk(document, script(given, seed));
        expect(walk(document, script(given, seed))).toEqual(walked);
        const moments = walked.path.map(({ at }) => at);
        expect(moments).toEqual(moments.toSorted());
        const ids = new Set(document.nodes.map(({ id }) => id));
        expect(walked.path.every(({ node }) => ids.has(node))).toBe(true);
        const circles = checkJourney(document, words, { partners: new Set() }).problems.filter(
          ({ path }) => path === "exits",
        );
        const went = walked.path.some(({ because }) => because.includes("circle"));
        expect(went && circles.length === 0).toBe(false);
        expect(walked.stays.slice(0, -1).every(({ left }) => left !== null)).toBe(true);
      }),
      { numRuns: 60 },
    );
  }, 60_000);
});
