import { describe, expect, it } from "vitest";
import type { Json } from "../../kernel/json.ts";
import { testDatabase } from "../../testing/database.ts";
import { metresBetween } from "../place.ts";
import { jsonTest } from "../sql/json-test.ts";
import { type Moment, sqlValues } from "../sql/sql-values.ts";
import { type ValueTest, valueTest } from "../value-test.ts";

const database = testDatabase();

const moment: Moment = { now: new Date("2026-03-30T10:00:00.000Z"), zone: "Europe/Berlin" };

/** Which of the values meet a test; `undefined` is a property that is missing. */
async function meeting(
  test: ValueTest,
  list: (Json | undefined)[],
  at: Moment = moment,
): Promise<(Json | undefined)[]> {
  const values = sqlValues();
  const documents = values.add(
    list.map((value) => JSON.stringify(value === undefined ? {} : { value })),
    "jsonb[]",
  );
  const condition = jsonTest("(d.document -> 'value')", valueTest.parse(test), at, values);
  const rows = await database.db.sql<{ place: number; met: boolean }>(
    `select place::int, ${condition} as met from unnest(${documents}) with ordinality as d(document, place) order by place`,
    values.all,
  );
  expect(rows.map(({ met }) => typeof met)).toEqual(list.map(() => "boolean"));
  return list.filter((_, place) => rows[place]?.met);
}

const odd: (Json | undefined)[] = [undefined, null, "", [], {}, { gold: 1 }, [["gold"]], [[5]], [[true]]];

describe("text", () => {
  const list = [
    "gold",
    "Gold",
    "golden",
    "old gold",
    "go%d",
    ["silver", "gold"],
    ["silver"],
    7,
    "7",
    true,
    ...odd,
  ];
  const text = (op: string, value: string): ValueTest => ({ type: "text", op, value }) as ValueTest;
  const texts = (op: string, ...values: string[]): ValueTest => ({ type: "text", op, values }) as ValueTest;
  const but = (...left: unknown[]) => list.filter((value) => !left.includes(value));

  it.each<[string, ValueTest, unknown[]]>([
    [
      "equals takes the very text, also as one of a list",
      text("equals", "gold"),
      ["gold", ["silver", "gold"]],
    ],
    ["equals does not take a number for its digits", text("equals", "7"), ["7"]],
    [
      "contains ignores case",
      text("contains", "GOLD"),
      ["gold", "Gold", "golden", "old gold", ["silver", "gold"]],
    ],
    ["contains takes signs of patterns for themselves", text("contains", "o%d"), ["go%d"]],
    ["contains takes a dot for a dot", text("contains", "g.ld"), []],
    ["starts with", text("starts_with", "GOL"), ["gold", "Gold", "golden", ["silver", "gold"]]],
    ["ends with", text("ends_with", "Gold"), ["gold", "Gold", "old gold", ["silver", "gold"]]],
    ["any of", texts("any_of", "Gold", "silver"), ["Gold", ["silver", "gold"], ["silver"]]],
    ["all of", texts("all_of", "gold", "silver"), [["silver", "gold"]]],
  ])("%s", async (_, test, expected) => {
    expect(await meeting(test, list)).toEqual(expected);
  });

  it.each<[string, ValueTest, ValueTest]>([
    ["not equals", text("not_equals", "gold"), text("equals", "gold")],
    ["does not contain", text("does_not_contain", "gold"), text("contains", "gold")],
    ["none of", texts("none_of", "gold", "silver"), texts("any_of", "gold", "silver")],
  ])("%s takes everybody else, those without the property too", async (_, denial, test) => {
    const met = await meeting(test, list);
    expect(met.length).toBeGreaterThan(0);
    expect(await meeting(denial, list)).toEqual(but(...met));
  });
});

describe("numbers", () => {
  const list = [-1, 0, 5, 5.5, 1e21, [1, 9], "5", true, ...odd];
  const one = (op: string, value: number): ValueTest => ({ type: "number", op, value }) as ValueTest;
  const many = (op: string, ...values: number[]): ValueTest => ({ type: "number", op, values }) as ValueTest;
  it.each<[string, ValueTest, unknown[]]>([
    ["equals", one("equals", 5), [5]],
    ["greater than", one("greater_than", 5), [5.5, 1e21, [1, 9]]],
    ["greater than or equals", one("greater_than_equals", 5), [5, 5.5, 1e21, [1, 9]]],
    ["less than", one("less_than", 0), [-1]],
    ["less than or equals", one("less_than_equals", 0), [-1, 0]],
    ["between takes its ends", many("between", 0, 5), [0, 5, [1, 9]]],
    ["between means one element, not two of a list", many("between", 2, 8), [5, 5.5]],
    ["any of", many("any_of", 0, 9), [0, [1, 9]]],
    ["all of", many("all_of", 1, 9), [[1, 9]]],
    ["very large ones", one("greater_than", 1e20), [1e21]],
    ["not equals takes everything else", one("not_equals", 5), list.filter((value) => value !== 5)],
    [
      "none of takes everything else",
      many("none_of", 5, 9),
      list.filter((value) => value !== 5 && String(value) !== "1,9"),
    ],
  ])("%s", async (_, test, expected) => {
    expect(await meeting(test, list)).toEqual(expected);
  });
});

describe("truth, presence and versions", () => {
  const list = [true, false, "true", 1, [false, true], ...odd];
  it.each<[string, ValueTest, unknown[]]>([
    ["true", { type: "boolean", op: "equals", value: true }, [true, [false, true]]],
    ["false", { type: "boolean", op: "equals", value: false }, [false, [false, true]]],
    ["not true", { type: "boolean", op: "not_equals", value: true }, [false, "true", 1, ...odd]],
  ])("%s", async (_, test, expected) => {
    expect(await meeting(test, list)).toEqual(expected);
  });

  it("takes null, an empty text and an empty list for not set", async () => {
    expect(await meeting({ type: "any", op: "is_not_set" }, [0, false, " ", ...odd])).toEqual([
      undefined,
      null,
      "",
      [],
    ]);
    expect(await meeting({ type: "any", op: "is_set" }, [0, false, " ", undefined, null, ""])).toEqual([
      0,
      false,
      " ",
    ]);
  });

  it("compares versions part by part", async () => {
    const versions = [
      ...["4.9", "4.12", "v4.12.0-beta", 4.12, "10", "10.0.1", "new", ""],
      ...[["4.1", "4.12"], ["new"], ...odd],
    ];
    const version = (op: string, value: string): ValueTest => ({ type: "version", op, value }) as ValueTest;
    expect(await meeting(version("greater_than", "4.9"), versions)).toEqual([
      "4.12",
      "v4.12.0-beta",
      4.12,
      "10",
      "10.0.1",
      ["4.1", "4.12"],
    ]);
    expect(await meeting(version("equals", "4.12"), versions)).toEqual([
      "4.12",
      "v4.12.0-beta",
      4.12,
      ["4.1", "4.12"],
    ]);
    expect(await meeting(version("less_than_equals", "10.0"), versions)).toEqual([
      "4.9",
      "4.12",
      "v4.12.0-beta",
      4.12,
      "10",
      ["4.1", "4.12"],
    ]);
  });
});

describe("places", () => {
  const vienna = { latitude: 48.2082, longitude: 16.3738 };
  const at = (latitude: Json, longitude: Json): Json => ({ latitude, longitude });
  const within = (metres: number, ...places: { latitude: number; longitude: number }[]): ValueTest => ({
    type: "place",
    op: "within",
    places: places.map((place) => ({ metres, ...place })),
  });
  const list = [
    vienna,
    at(48.1486, 17.1077), // Bratislava: 54.9 km
    at(52.52, 13.405), // Berlin: 523 km
    [at(0, 0), vienna],
    { ...vienna, city: "Vienna", accuracy: 12 },
    at(48.2082, null),
    at("48.2082", "16.3738"),
    at(90.5, 16),
    at(48, 180.5),
    at(1e300, -1e300),
    ...[48.2082, "48.2082,16.3738", ...odd],
  ];

  it.each<[string, ValueTest, unknown[]]>([
    ["a place, one of a list, and nothing that is none", within(1, vienna), [list[0], list[3], list[4]]],
    ["54 km do not reach Bratislava", within(54_000, vienna), [list[0], list[3], list[4]]],
    ["56 km do", within(56_000, vienna), [list[0], list[1], list[3], list[4]]],
    [
      "any of several",
      within(1_000, at(52.52, 13.405) as typeof vienna, vienna),
      [list[0], ...list.slice(2, 5)],
    ],
    ["half around the earth is everywhere", within(20_100_000, vienna), list.slice(0, 5)],
  ])("%s", async (_, test, expected) => {
    expect(await meeting(test, list)).toEqual(expected);
  });

  it("the date line and the poles are no edges", async () => {
    const fiji = { latitude: -17, longitude: 179.99 };
    const across = at(-17, -179.99);
    expect(await meeting(within(2_200, fiji), [across, at(-17, 179.9)])).toEqual([across]);
    expect(await meeting(within(2_100, fiji), [across])).toEqual([]);
    // At a pole all longitudes are one place, and beside it what lies opposite is near.
    const pole = [at(90, -120), at(89.999, 60), at(-90, 0)];
    expect(await meeting(within(1, { latitude: 90, longitude: 45 }), pole)).toEqual([pole[0]]);
    expect(await meeting(within(230, { latitude: 89.999, longitude: -120 }), pole)).toEqual(pole.slice(0, 2));
    expect(await meeting(within(200, { latitude: 89.999, longitude: -120 }), pole)).toEqual(pole.slice(0, 1));
    // Antipodes, where rounding could bring the haversine above 1; and what is too near for its square.
    const opposite = at(-48.2082, 16.3738 - 180);
    expect(await meeting(within(20_015_200, vienna), [opposite])).toEqual([opposite]);
    expect(await meeting(within(20_015_000, vienna), [opposite])).toEqual([]);
    const origin = { latitude: 1e-300, longitude: 0 };
    expect(await meeting(within(1, origin), [at(0, 1e-320), at(2e-200, 0)])).toHaveLength(2);
  });

  it("is what JavaScript measures", () => {
    expect(metresBetween(vienna, { latitude: 48.1486, longitude: 17.1077 })).toBeCloseTo(54_818, -1);
    expect(metresBetween({ latitude: 90, longitude: 0 }, { latitude: -90, longitude: 77 })).toBeCloseTo(
      Math.PI * 6_371_008.8,
      3,
    );
  });

  it.each([
    [{ latitude: 90.1, longitude: 0, metres: 5 }, "latitude"],
    [{ latitude: 0, longitude: -180.1, metres: 5 }, "longitude"],
    [{ latitude: 0, longitude: 0, metres: 0 }, "metres"],
    [{ longitude: 0, metres: 5 }, "latitude"],
  ])("refuses %j by its %s", (circle, field) => {
    const { error } = valueTest.safeParse({ type: "place", op: "within", places: [circle] });
    expect(error?.issues.map(({ path }) => path)).toEqual([["places", 0, field]]);
  });
});

describe("dates", () => {
  // Berlin went from UTC+1 to UTC+2 on 29 March 2026 at 01:00 UTC; now is noon there on the 30th.
  const list = [
    "2026-03-28T23:30:00Z",
    "2026-03-29",
    "2026-03-29T00:00:00+01:00",
    "2026-03-29T23:59:59.999",
    "2026-03-29 22:30:00+00",
    "2026-03-30T12:00:00+0200",
    "$D_1774864800",
    "2026-02-30",
    "29/03/2026",
    1774864800,
    ["2020-01-01", "2026-03-29"],
    ...odd,
  ];
  const on = (value: string): ValueTest => ({ type: "date", op: "on", value });
  const span = (op: string, count: number, unit: string): ValueTest =>
    ({ type: "date", op, value: { count, unit } }) as ValueTest;
  it.each<[string, ValueTest, unknown[]]>([
    [
      "a day is the workspace's, whatever zone a value is written in, and one without is read in the workspace's",
      on("2026-03-29"),
      [list[0], list[1], list[2], list[3], list[10]],
    ],
    [
      "the day after begins at 22:00 UTC, since the clocks were put forward",
      on("2026-03-30"),
      [list[4], list[5], list[6]],
    ],
    ["a day that its month does not have is none, not even the day after", on("2026-03-02"), []],
    ["before", { type: "date", op: "before", value: "2026-03-29" }, [["2020-01-01", "2026-03-29"]]],
    ["after", { type: "date", op: "after", value: "2026-03-29" }, [list[4], list[5], list[6]]],
    [
      "between takes both days",
      { type: "date", op: "between", values: ["2026-03-29", "2026-03-30"] },
      list.filter((_, at) => at < 7 || at === 10),
    ],
    [
      "in the last day goes back to the same time of day",
      span("in_last", 1, "days"),
      [list[3], list[4], list[5], list[6]],
    ],
    ["in the last 12 hours", span("in_last", 12, "hours"), [list[4], list[5], list[6]]],
    ["in the next", span("in_next", 5, "minutes"), [list[5], list[6]]],
    ["before the last", span("before_last", 1, "days"), [list[0], list[1], list[2], list[10]]],
  ])("%s", async (_, test, expected) => {
    expect(await meeting(test, list)).toEqual(expected);
  });

  it("two days ago is the same time of day across the change of clocks, 48 hours ago is not", async () => {
    const at = ["2026-03-28T10:30:00Z", "2026-03-28T11:30:00Z"];
    expect(await meeting(span("in_last", 2, "days"), at)).toEqual([at[1]]);
    expect(await meeting(span("in_last", 48, "hours"), at)).toEqual(at);
  });

  it("the last day that can be said is one, east and west of UTC", async () => {
    const last = "9999-12-31";
    for (const zone of ["America/New_York", "Asia/Tokyo"]) {
      expect(await meeting(on(last), [last, "9999-12-30"], { ...moment, zone })).toEqual([last]);
    }
  });
});
