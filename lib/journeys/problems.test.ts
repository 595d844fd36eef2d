import { expect, it } from "vitest";
import type { JsonObject } from "../kernel/json.ts";
import { nodeSamples } from "../testing/journey-nodes.ts";
import type { JourneyDraft } from "./document.ts";
import { isAlwaysQuiet } from "./problems/quiet-problems.ts";
import { checkJourney } from "./problems.ts";
import { type Drawn, draw, type Line, letter, track } from "./templates/draw.ts";

const ACCOUNT = "019a0000-0000-7000-8000-000000000001";
const entry: Drawn = { id: "in", kind: "entry_action", settings: { did: track("In") } };
const out: Drawn = { id: "out", kind: "force_exit" };
const of = (kind: string, id = kind.replaceAll("_", "")): Drawn => ({
  id,
  kind,
  settings: nodeSamples[kind],
});
const smtp = { connections: { smtp: ACCOUNT } };

const check = (document: JourneyDraft, partners = ["smtp"]) =>
  checkJourney(document, { name: "Journey", description: "" }, { partners: new Set(partners) }).problems;
const told = (document: JourneyDraft, partners?: string[]) =>
  check(document, partners).map(({ node, edge, path }) => `${node ?? edge ?? "journey"}: ${path}`);
const journey = (nodes: Drawn[], lines: Line[], settings?: JsonObject) =>
  draw([...nodes, out], lines, settings);

it("a journey needs a name and a short description", () => {
  const document = journey([entry], [["in", "yes", "out"]]);
  const words = { name: " ", description: "x".repeat(121) };
  const { problems } = checkJourney(document, words, { partners: new Set() });
  expect(problems.map(({ path }) => path)).toEqual(["name", "description"]);
  expect(told(document)).toEqual([]);
});

const waiting = journey(
  [entry, of("delay")],
  [
    ["in", "yes", "delay"],
    ["delay", "done", "out"],
  ],
);
type Part<List extends "nodes" | "edges"> = Partial<JourneyDraft[List][number]>;
const beside = (edge: Part<"edges">): JourneyDraft => ({
  ...waiting,
  edges: [...waiting.edges, ...waiting.edges.slice(0, 1).map((each) => ({ ...each, id: "more", ...edge }))],
});
const withDelay = (node: Part<"nodes">): JourneyDraft => ({
  ...waiting,
  nodes: [...waiting.nodes, ...waiting.nodes.slice(1, 2).map((each) => ({ ...each, ...node }))],
});

// The canvas draws none of these; another program may send them.
it.each<[string, JourneyDraft, string[]]>([
  ["two nodes of one id", withDelay({ name: "Another" }), ["delay: id"]],
  [
    "two links of one id",
    beside({ id: "link1", from: "delay", exit: "later", to: "out" }),
    ["link1: exit", "link1: id"],
  ],
  ["two links from one exit", beside({ to: "out" }), ["more: exit"]],
  ["a link to nowhere", beside({ from: "delay", exit: "done", to: "gone" }), ["more: exit", "more: to"]],
  ["a link from nowhere", beside({ from: "gone" }), ["more: from"]],
  ["a link by an exit that there is not", beside({ from: "delay", exit: "Done", to: "out" }), ["more: exit"]],
  [
    "a link back into the entry",
    {
      ...waiting,
      edges: waiting.edges.map((edge) => (edge.from === "delay" ? { ...edge, to: "in" } : edge)),
    },
    ["link2: to", "out: position"],
  ],
])("%s is a problem where it stands, not one who is lost there", (_name, document, expected) => {
  expect([...new Set(told(document))].toSorted()).toEqual(expected);
});

it.each<[string, JourneyDraft, string[]]>([
  ["no entry", journey([], []), ["journey: nodes"]],
  [
    "a second entry",
    journey(
      [entry, { ...entry, id: "in2" }],
      [
        ["in", "yes", "out"],
        ["in2", "yes", "out"],
      ],
    ),
    ["in2: kind"],
  ],
  [
    "a node that nobody comes to",
    journey([entry, of("add_to_audience")], [["in", "yes", "out"]]),
    ["addtoaudience: position"],
  ],
  [
    "a Yes that leads nowhere",
    journey([entry, of("action")], [["in", "yes", "action"]]),
    ["out: position", "action: exits.yes"].toSorted(),
  ],
  [
    "a kind that there is not",
    {
      ...journey([entry], [["in", "yes", "out"]]),
      ...{
        nodes: [
          ...journey([entry], []).nodes.slice(0, 1),
          { ...draw([out], []).nodes[0], kind: "fax" } as never,
        ],
      },
    },
    ["out: kind"],
  ],
  [
    "a circle on which nobody waits",
    journey(
      [entry, of("conditional_split", "s"), of("add_to_audience", "a")],
      [
        ["in", "yes", "s"],
        ["s", "a", "a"],
        ["s", "b", "out"],
        ["s", "others", "out"],
        ["a", "done", "s"],
      ],
    ),
    ["a: exits", "s: exits"],
  ],
  [
    "a delay that is none yet",
    journey([entry], [["in", "yes", "out", { count: 0, unit: "days" }]]),
    ["link1: delay.count"],
  ],
  [
    "a journey that begins once and lets people in again",
    draw([of("entry_segment", "in"), out], [["in", "yes", "out"]], {
      reentry: { kind: "after_exit", rest: null },
    }),
    ["journey: settings.reentry"],
  ],
  [
    "a goal without a longest stay",
    journey([entry], [["in", "yes", "out"]], { goals: [{ id: "g", name: "Goal", ...track("Paid") }] }),
    ["journey: settings.timeout"],
  ],
  [
    "a fourth goal",
    journey([entry], [["in", "yes", "out"]], {
      goals: [1, 2, 3, 4].map((id) => ({ id: `g${id}`, name: "Goal", ...track("Paid") })),
    }),
    ["journey: settings.goals"],
  ],
  [
    "a goal that is called as another one is",
    journey([entry], [["in", "yes", "out"]], {
      goals: [1, 2].map((count) => ({ id: "g", name: `Goal ${count}`, ...track("Paid") })),
      timeout: { count: 1, unit: "days" },
    }),
    ["journey: settings.goals[1].id"],
  ],
])("%s is a problem where it stands", (_name, document, expected) => {
  expect([...new Set(told(document))].toSorted()).toEqual(expected);
});

it("a circle with a wait on it is none", () => {
  const lines: Line[] = [
    ...([
      ["in", "yes", "s"],
      ["s", "a", "a"],
      ["s", "b", "out"],
      ["s", "others", "out"],
    ] as Line[]),
    ["a", "done", "s", { count: 1, unit: "days" }],
  ];
  expect(told(journey([entry, of("conditional_split", "s"), of("add_to_audience", "a")], lines))).toEqual([]);
});

it("four splits in sequence are one too many, and six A/B splits in a journey", () => {
  const ids = ["a", "b", "c", "d"];
  const splits = (kind: string, all: string[], exit: string, more: string[]) =>
    journey(
      [entry, ...all.map((id) => of(kind, id))],
      [
        ["in", "yes", all[0] ?? ""],
        ...all.flatMap((id, index): Line[] => [
          [id, exit, all[index + 1] ?? "out"],
          ...more.map((each): Line => [id, each, "out"]),
        ]),
      ],
    );
  expect(told(splits("conditional_split", ids, "others", ["a", "b"]))).toEqual(["d: kind"]);
  expect(told(splits("conditional_split", ids.slice(1), "others", ["a", "b"]))).toEqual([]);
  expect(told(splits("ab_split", [...ids, "e", "f"], "a", ["b"]))).toEqual(["f: kind"]);
  const paths = Array.from({ length: 8 }, (_, index) => ({ id: `p${index}`, name: "", percent: 12.5 }));
  const wide = journey(
    [entry, { id: "s", kind: "ab_split", settings: { mode: "manual", paths } }],
    [["in", "yes", "s"], ...paths.map(({ id }): Line => ["s", id, "out"])],
  );
  expect(told(wide)).toEqual(["s: paths"]);
});

const mail = (settings: JsonObject): Drawn => ({
  id: "mail",
  kind: "send_email",
  settings: { ...letter("Hello", "{{ Event.total }}"), ...smtp, ...settings },
});

it("a partner that is not connected, and an account that is not chosen, are problems of the node's account", () => {
  const document = journey(
    [entry, mail({ connections: {} })],
    [
      ["in", "yes", "mail"],
      ["mail", "sent", "out"],
    ],
  );
  expect(check(document, []).map(({ message }) => message)).toEqual([
    expect.stringMatching(/^Connect .* first/),
  ]);
  expect(check(document).map(({ message }) => message)).toEqual([
    expect.stringMatching(/^Choose the .* account/),
  ]);
  expect(told(document)).toEqual(["mail: connections.smtp"]);
});

it("Event is a problem where somebody may come who has none", () => {
  const lines: Line[] = [
    ["in", "yes", "mail"],
    ["mail", "sent", "out"],
  ];
  expect(told(journey([entry, mail({})], lines))).toEqual([]);
  const people = draw([of("entry_segment", "in"), mail({}), out], lines);
  expect(told(people)).toEqual(["mail: content.html"]);
  const after = (exit: string) =>
    draw(
      [of("entry_segment", "in"), of("action", "act"), mail({}), out],
      [
        ["in", "yes", "act"],
        ["act", exit, "mail"],
        ["act", exit === "yes" ? "timeout" : "yes", "out"],
        ["mail", "sent", "out"],
      ],
    );
  expect(told(after("yes"))).toEqual([]);
  expect(told(after("timeout"))).toEqual(["mail: content.html"]);
});

it("a template that cannot be read is a problem of its field", () => {
  const broken = mail(letter("{{ Profile.", "Text"));
  expect(
    told(
      journey(
        [entry, broken],
        [
          ["in", "yes", "mail"],
          ["mail", "sent", "out"],
        ],
      ),
    ),
  ).toEqual(["mail: content.subject"]);
});

it("Do Not Disturb hours that end as they begin are a problem of their end", () => {
  const hours = [{ weekdays: [7], from: "09:00", to: "09:00" }];
  const settings = { quiet: { hours, mode: "delay" } };
  expect(told(journey([entry], [["in", "yes", "out"]], settings))).toEqual([
    "journey: settings.quiet.hours[0].to",
  ]);
});

it("a time at which it is never allowed to send is a problem of the link", () => {
  const all = [1, 2, 3, 4, 5, 6, 7];
  const quiet = (weekdays: number[]) => ({
    quiet: { hours: [{ weekdays, from: "21:00", to: "09:00" }], mode: "delay" },
  });
  const lines = (at: string): Line[] => [
    ["in", "yes", "mail", { count: 1, unit: "days", at }],
    ["mail", "sent", "out"],
  ];
  expect(told(journey([entry, mail({})], lines("22:00"), quiet(all)))).toEqual(["link1: delay.at"]);
  expect(told(journey([entry, mail({})], lines("10:00"), quiet(all)))).toEqual([]);
  expect(told(journey([entry, mail({})], lines("22:00"), quiet([6, 7])))).toEqual([]);
  expect(isAlwaysQuiet([{ weekdays: all, from: "21:00", to: "09:00" }], "08:59")).toBe(true);
  expect(isAlwaysQuiet([{ weekdays: all.slice(1), from: "21:00", to: "09:00" }], "08:59")).toBe(false);
});

it("a time at which it is never allowed to send is a problem of the node where it is set", () => {
  const hours = [{ weekdays: [1, 2, 3, 4, 5, 6, 7], from: "22:00", to: "07:00" }];
  const quiet = { quiet: { hours, mode: "delay" } };
  const date = { of: "person", path: ["visit"], days: 0, at: "23:00", yearly: false };
  const behind = (id: string, kind: string, settings: JsonObject, exit: string) =>
    told(
      journey(
        [entry, { id, kind, settings }, mail({})],
        [
          ["in", "yes", id],
          [id, exit, "mail"],
          ["mail", "sent", "out"],
          ...(exit === "done" ? [] : [[id, "no", "out"] as Line]),
        ],
        quiet,
      ),
    );
  expect(behind("wait", "delay", { until: { kind: "clock", at: "23:00", weekdays: [] } }, "done")).toEqual([
    "wait: until.at",
  ]);
  expect(behind("wait", "delay", { until: { kind: "date", date } }, "done")).toEqual(["wait: until.date.at"]);
  expect(behind("wait", "date_time", { date, timeout: null }, "yes")).toEqual(["wait: date.at"]);
  expect(behind("wait", "date_time", { date: { ...date, at: "08:00" }, timeout: null }, "yes")).toEqual([]);
  const begins = { id: "in", kind: "entry_date_time", settings: { date } };
  const lines: Line[] = [
    ["in", "yes", "mail"],
    ["mail", "sent", "out"],
  ];
  expect(told(journey([begins, mail({})], lines, quiet))).toContain("in: date.at");
});
