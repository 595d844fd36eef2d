import fc from "fast-check";
import type { Json, JsonObject } from "../kernel/json.ts";
import type { PropertyPath } from "../segments/definition.ts";
import { valueTest } from "../segments/value-test.ts";

/** The clocks of New York are put forward at 07:00 UTC on 8 March 2026 and back at 06:00 UTC on 1 November. */
export const clocksNearChanges = [
  { now: new Date("2027-02-28T23:30:00.000Z"), zone: "UTC" },
  { now: new Date("2026-03-08T20:15:30.500Z"), zone: "Asia/Kolkata" },
  { now: new Date("2026-03-09T06:30:00.000Z"), zone: "America/New_York" },
  { now: new Date("2026-11-01T06:30:00.000Z"), zone: "America/New_York" },
];

const DAY_MS = 86_400_000;
const words = (text: string) => fc.constantFrom(...text.split(" "));
/** Three of four are the usual ones, so that documents and what is asked of them meet. */
const mostly = <T>(usual: fc.Arbitrary<T>, ...others: fc.Arbitrary<T>[]): fc.Arbitrary<T> =>
  fc.oneof({ weight: 3 * others.length, arbitrary: usual }, ...others);

const within = (ms: number) => fc.integer({ min: -ms, max: ms });
const nearNow = fc
  .tuple(
    fc.constantFrom(...clocksNearChanges),
    fc.oneof(fc.constantFrom(0, 1, -1), within(DAY_MS / 12), within(3 * DAY_MS), within(400 * DAY_MS)),
  )
  .map(([{ now }, away]) => now.getTime() + away);
const someday = fc.integer({ min: Date.parse("0002-01-03"), max: Date.parse("9999-12-30") });
const iso = fc
  .oneof({ weight: 6, arbitrary: nearNow }, someday)
  .map((moment) => new Date(moment).toISOString());
const day = fc.oneof(
  { weight: 8, arbitrary: iso.map((text) => text.slice(0, 10)) },
  words("0002-01-01 9999-12-31 2024-02-29 2000-02-29 2027-02-28"),
);

const seconds = words(":00 :59 :30.5 :00,25 :59.999 :59.9999995 :01.0009995 :60");
const zone = words("Z z +00 +05:30 -0400 -05 +14:00 +15:59 +16").chain((each) =>
  fc.constantFrom("", each, ` ${each}`),
);
const timed = fc
  .tuple(iso, fc.constantFrom("T", " ", "t", "  "), fc.oneof(fc.constant(""), seconds), zone)
  .map(([text, gap, second, where]) => `${text.slice(0, 10)}${gap}${text.slice(11, 16)}${second}${where}`);
const aroundChange = fc
  .tuple(words("2026-03-08 2026-11-01"), words("00 01 02 03"), fc.constantFrom("", "Z"))
  .map(([date, hour, where]) => `${date}T${hour}:30${where}`);
const epoch = iso.map((text) => `$D_${Math.floor(Date.parse(text) / 1_000)}`);
const noDate = fc.oneof(
  words(
    "2026-02-30 2025-02-29 2026-13-01 0000-01-01 2026-3-8 08/03/2026 20260308 2026-03-08T 2026-03-08T24:00",
  ),
  words("2026-03-08T10 2026-03-08Z 2026-W10-1 2026-067 $D_ $D_1.5 $D_100000000000 $d_1772960400"),
  fc.constantFrom("2026-03-08\n", " 2026-03-08"),
);

/** A date in any spelling, and now and then what only looks like one. */
export const dateText = fc.oneof(
  ...[day, iso, timed, aroundChange, epoch, noDate],
  words("$D_-1 $D_0 $D_99999999999 $D_-99999999999"),
);

const word = mostly(
  words("gold Gold silver old"),
  words('GOLD go a.c abc 50% $ ^o 5 4.12 true null a \\ " 2026-03-08'),
  words("ΟΔΟΣ οδος οδοσ İst ist straße STRASSE ſ s K k ǅ ᾳ ᾼ é É 😀"),
  fc.constantFrom(" ", "x\ny", "old gold"),
);
const number = mostly<number>(
  fc.constantFrom(0, 1, 5, 4.12),
  fc.integer({ min: -6, max: 6 }),
  fc.constantFrom(-0, 0.1, 5.5, 1e21, 1e23, 1.2345e25, 1e-7, 1.5e-10, 1772960400, 1e300, 5e-324),
);
const versionNumber = mostly(
  words("4.12 4.9 10"),
  fc
    .array(words("0 1 4 9 10 12 00 09 100 999999999"), { minLength: 1, maxLength: 4 })
    .map((parts) => parts.join(".")),
);
const version = mostly(
  versionNumber,
  fc
    .tuple(
      fc.constantFrom("", "v", "V", "x"),
      versionNumber,
      fc.constantFrom("", "-beta", ".0", ".0.0", ".", "rc.1"),
    )
    .map((parts) => parts.join("")),
  words("4.12.0-beta 12345678901.5 1.2.3.4.5.6.7 100000000"),
);

const degrees = (most: number) =>
  mostly<number>(
    fc.constantFrom(0, 48.2, 48.2000001, -48.2, 89.9999, most, -most),
    fc.constantFrom(1e-300, most - 1e-9),
  );
const place: fc.Arbitrary<JsonObject> = fc.record({
  latitude: mostly<Json>(degrees(90), fc.constantFrom<Json[]>(90.1, 1e300, "48.2", null)),
  longitude: mostly<Json>(degrees(180), fc.constantFrom<Json[]>(-180.1, -1e300, "48.2", null)),
});
const circle = fc.record({
  latitude: degrees(90),
  longitude: degrees(180),
  metres: fc.constantFrom(1, 1_000, 6_000_000, 12_000_000, 20_100_000),
});

const leaf = fc.oneof<fc.Arbitrary<Json>[]>(
  ...[fc.constantFrom<Json[]>(null, "", true, false), word, number, version, dateText],
);
const keys = ["a", "b", 'c "d".e'] as const;
const { value } = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small" },
    leaf,
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...keys), tie("value"), { maxKeys: 3, noNullPrototype: true }),
  ),
}));
const nothings = fc.letrec<{ nothing: Json }>((tie) => ({
  nothing: fc.oneof(
    { depthSize: "small" },
    fc.constantFrom<Json[]>(null, ""),
    fc.array(tie("nothing"), { maxLength: 2 }),
  ),
}));
const alike = fc.oneof(
  ...[word, number, version, dateText].map((each) => fc.array<Json>(each, { minLength: 1, maxLength: 4 })),
);
const filled = fc.oneof(
  { weight: 3, arbitrary: leaf },
  { weight: 3, arbitrary: alike },
  nothings.nothing,
  value,
  place,
  fc.array<Json>(place, { minLength: 1, maxLength: 2 }),
);

/** What people and events say of themselves: single values and lists, some in others, and much that says nothing. */
export const randomDocument: fc.Arbitrary<JsonObject> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      ...{ a: filled, b: value },
      [keys[2]]: fc.record({ a: filled, b: fc.array(fc.record({ a: filled }), { maxLength: 3 }) }),
    }),
  },
  fc.dictionary(fc.constantFrom(...keys), value, { noNullPrototype: true }),
);
const path = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom<PropertyPath[]>(["a"], ["a"], ["b"], [keys[2], "a"], [keys[2], "b", "a"]),
  },
  fc.array(fc.constantFrom<string[]>(...keys), { minLength: 1, maxLength: 3 }),
);

const sorted = <T extends number | string>([one, other]: [T, T]) =>
  one <= other ? [one, other] : [other, one];
const span = fc.record({
  count: fc.integer({ min: 1, max: 40 }),
  unit: words("minutes hours days weeks months"),
});
const days = fc.oneof({ weight: 3, arbitrary: fc.constantFrom(0, 1, 2) }, fc.integer({ min: 0, max: 400 }));
const several = <T>(of: fc.Arbitrary<T>) => fc.array(of, { minLength: 1, maxLength: 3 });

/** What the operators of each type are asked with. */
const operators: [type: string, operators: string, given: Record<string, fc.Arbitrary<unknown>>][] = [
  ["any", "is_set is_not_set", {}],
  ["text", "equals not_equals", { value: fc.oneof({ weight: 3, arbitrary: word }, dateText) }],
  ["text", "contains does_not_contain starts_with ends_with", { value: word }],
  ["text", "any_of none_of all_of", { values: several(word) }],
  [
    "number",
    "equals not_equals greater_than greater_than_equals less_than less_than_equals",
    { value: number },
  ],
  ["number", "any_of none_of all_of", { values: several(number) }],
  ["number", "between", { values: fc.tuple(number, number).map(sorted) }],
  ["boolean", "equals not_equals", { value: fc.boolean() }],
  ["date", "on before after", { value: day }],
  ["date", "between", { values: fc.tuple(day, day).map(sorted) }],
  ["date", "in_last in_next before_last", { value: span }],
  ["date", "days_ago days_ahead", { value: days, yearly: fc.boolean() }],
  ["place", "within", { places: several(circle) }],
  ["version", "equals greater_than greater_than_equals less_than less_than_equals", { value: versionNumber }],
];

/** One test of each operator of each type, and the path of the value that it is asked of. */
export const randomValueTests = fc.tuple(
  ...operators.flatMap(([type, names, given]) =>
    names.split(" ").map((op) => {
      const test = fc.record({ type: fc.constant(type), op: fc.constant(op), ...given });
      return fc.record({ path, test: test.map((each) => valueTest.parse(each)) });
    }),
  ),
);
