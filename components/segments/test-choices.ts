import {
  betweenLabel,
  booleanLabels,
  dateOps,
  dayOps,
  listOps,
  numberOps,
  placeLabel,
  presenceOps,
  spanOps,
  textOps,
  versionOps,
} from "@/lib/segments/test-words.ts";
import type { ValueType } from "@/lib/segments/value-test.ts";
import type { DraftTest } from "./draft.ts";

type Choice = { value: string; label: string; make(old: DraftTest): DraftTest };

const textOf = (test: DraftTest): string => {
  if ("value" in test && typeof test.value !== "object") {
    return String(test.value);
  }
  return "values" in test && Array.isArray(test.values) ? String(test.values[0] ?? "") : "";
};
const listOf = (test: DraftTest): string[] => {
  if ("values" in test && Array.isArray(test.values)) {
    return test.values.map(String);
  }
  const text = textOf(test);
  return text === "" || test.type === "boolean" ? [] : [text];
};
/** Those of some texts that are numbers, each once. */
export const numbersIn = (texts: string[]): number[] => [
  ...new Set(texts.filter((text) => text.trim() !== "" && Number.isFinite(Number(text))).map(Number)),
];
const numberOf = (test: DraftTest): number => {
  const number = Number(textOf(test));
  return Number.isFinite(number) ? number : 0;
};
const isDay = (text: string): boolean => /^\d{4}-\d\d-\d\d$/.test(text);
const dayOf = (test: DraftTest): string => (isDay(textOf(test)) ? textOf(test) : "");
const spanOf = (test: DraftTest) =>
  "value" in test && typeof test.value === "object" ? test.value : { count: 30, unit: "days" as const };

const daysOf = (test: DraftTest): number => Math.min(3_650, Math.max(0, Math.round(numberOf(test))));
const isYearly = (test: DraftTest): boolean => "yearly" in test && test.yearly === true;

const presence: Choice[] = [
  { value: "any.is_set", label: presenceOps.is_set, make: () => ({ type: "any", op: "is_set" }) },
  { value: "any.is_not_set", label: presenceOps.is_not_set, make: () => ({ type: "any", op: "is_not_set" }) },
];

const entries = <Ops extends Record<string, string>>(ops: Ops) =>
  Object.entries(ops) as [keyof Ops & string, string][];

const byType: Record<ValueType, Choice[]> = {
  any: presence,
  text: [
    ...entries(textOps).map(([op, label]) => ({
      value: `text.${op}`,
      label,
      make: (old: DraftTest): DraftTest => ({ type: "text", op, value: textOf(old) }),
    })),
    ...entries(listOps).map(([op, label]) => ({
      value: `text.${op}`,
      label,
      make: (old: DraftTest): DraftTest => ({ type: "text", op, values: listOf(old) }),
    })),
  ],
  number: [
    ...entries(numberOps).map(([op, label]) => ({
      value: `number.${op}`,
      label,
      make: (old: DraftTest): DraftTest => ({ type: "number", op, value: numberOf(old) }),
    })),
    {
      value: "number.between",
      label: betweenLabel,
      make: (old) => ({ type: "number", op: "between", values: [numberOf(old), numberOf(old)] }),
    },
    ...entries(listOps).map(([op, label]) => ({
      value: `number.${op}`,
      label,
      make: (old: DraftTest): DraftTest => ({ type: "number", op, values: numbersIn(listOf(old)) }),
    })),
  ],
  boolean: [
    {
      value: "boolean.true",
      label: booleanLabels.true,
      make: () => ({ type: "boolean", op: "equals", value: true }),
    },
    {
      value: "boolean.false",
      label: booleanLabels.false,
      make: () => ({ type: "boolean", op: "equals", value: false }),
    },
  ],
  date: [
    ...entries(dateOps).map(([op, label]) => ({
      value: `date.${op}`,
      label,
      make: (old: DraftTest): DraftTest => ({ type: "date", op, value: dayOf(old) }),
    })),
    {
      value: "date.between",
      label: betweenLabel,
      make: (old) => ({ type: "date", op: "between", values: [dayOf(old), dayOf(old)] }),
    },
    ...entries(spanOps).map(([op, label]) => ({
      value: `date.${op}`,
      label,
      make: (old: DraftTest): DraftTest => ({ type: "date", op, value: spanOf(old) }),
    })),
    ...entries(dayOps).map(([op, label]) => ({
      value: `date.${op}`,
      label,
      make: (old: DraftTest): DraftTest => ({ type: "date", op, value: daysOf(old), yearly: isYearly(old) }),
    })),
  ],
  version: entries(versionOps).map(([op, label]) => ({
    value: `version.${op}`,
    label,
    make: (old: DraftTest): DraftTest => ({ type: "version", op, value: textOf(old) }),
  })),
  place: [
    {
      value: "place.within",
      label: placeLabel,
      make: () => ({ type: "place", op: "within", places: [newCircle()] }),
    },
  ],
};

/** Nowhere yet: it cannot be saved before it is filled in. */
export const newCircle = () => ({ latitude: Number.NaN, longitude: Number.NaN, metres: 1_000 });

const groupLabels: Record<ValueType, string> = {
  any: "Any value",
  text: "Text",
  number: "Number",
  boolean: "Yes or no",
  date: "Date",
  version: "Version",
  place: "Place",
};

/** What can be asked of a value of these types, to choose from. */
export const testGroups = (types: readonly ValueType[]) =>
  [...types, "any" as const].map((type) => ({
    group: groupLabels[type],
    items: byType[type].map(({ value, label }) => ({ value, label })),
  }));

const all = Object.values(byType).flat();

/** The choice that a test is. */
export function choiceOf(test: DraftTest): string {
  return test.type === "boolean"
    ? `boolean.${test.op === "equals" ? test.value : !test.value}`
    : `${test.type}.${test.op}`;
}

/** The test of a choice, with what of the old one's values it can keep. */
export function testOf(choice: string, old: DraftTest): DraftTest {
  return all.find(({ value }) => value === choice)?.make(old) ?? old;
}

/** How the form begins for values of a JSON type, as the catalogue names it. */
export function firstTest(jsonType: string | undefined): DraftTest {
  const begin: DraftTest = { type: "text", op: "equals", value: "" };
  const choices: Record<string, string> = { number: "number.greater_than_equals", boolean: "boolean.true" };
  const choice = choices[jsonType ?? ""];
  return choice ? testOf(choice, begin) : begin;
}
