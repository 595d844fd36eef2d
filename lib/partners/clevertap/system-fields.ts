import type { Json } from "../../kernel/json.ts";

const names = [
  ...["Name", "Email", "Identity", "Phone", "Gender", "DOB", "Age", "Tz", "Timezone", "Photo", "Employed"],
  ...["Education", "Married", "Customer Type", "MSG-email", "MSG-push", "MSG-sms", "MSG-whatsapp"],
  ...["ct_is_test_user", "objectId", "FBID", "GPID"],
];
const bySmall = new Map(names.map((name) => [name.toLowerCase(), name]));

/** The user property with a meaning of its own that a key names, whatever its case; undefined for a custom one. */
export function systemFieldOf(key: string): string | undefined {
  return bySmall.get(key.trim().toLowerCase());
}

/** Properties that say whether a user may be written to: only `false` itself says no. */
export const consentFields = ["MSG-email", "MSG-push", "MSG-sms", "MSG-whatsapp"];

type FieldCheck = {
  /** CleverTap's code for the record that it refuses (its page on API errors). */
  errorCode: number;
  /** What CleverTap takes, to follow "CleverTap takes". */
  takes: string;
  ok(value: Json): boolean;
};

const oneOf = (values: string[]) => (value: Json) => typeof value === "string" && values.includes(value);

/** System fields whose values CleverTap looks at; with another one it refuses the whole record. */
export const fieldChecks: Record<string, FieldCheck> = {
  Gender: { errorCode: 514, takes: "M or F as the gender", ok: oneOf(["M", "F"]) },
  Email: {
    errorCode: 515,
    takes: "an e-mail address of the form name@example.com",
    ok: (value) => typeof value === "string" && /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value),
  },
  Phone: {
    errorCode: 516,
    takes: "a phone number with + and the country code, digits alone after it",
    ok: (value) => typeof value === "string" && /^\+\d{6,15}$/.test(value),
  },
  Employed: { errorCode: 517, takes: "Y or N for being employed", ok: oneOf(["Y", "N"]) },
  Education: {
    errorCode: 518,
    takes: "School, College or Graduate as the education",
    ok: oneOf(["School", "College", "Graduate"]),
  },
  Married: { errorCode: 519, takes: "Y or N for being married", ok: oneOf(["Y", "N"]) },
  Age: {
    errorCode: 520,
    takes: "a number from 0 on as the age",
    ok: (value) => typeof value === "number" && value >= 0,
  },
};
