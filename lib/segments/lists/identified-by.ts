import { normaliseEmail, normalisePhone } from "../../people/identify.ts";

/** What the column of a list's file may hold: a kind of identifier, or Junction's own ids of people. */
export const identifiedByKinds = ["user_id", "email", "phone", "anonymous_id", "person_id"] as const;
export type IdentifiedBy = (typeof identifiedByKinds)[number];

const ID_CHARS = 400;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

type Kind = {
  /** usual names of such a column, likeliest first */
  columns: readonly string[];
  /** the value as it is kept of people, or undefined where it cannot be one */
  read: (text: string) => string | undefined;
  /** why a value cannot be one */
  problem: string;
  /** why an identity names nobody */
  unknown: string;
};

const id = (text: string) => (text.length <= ID_CHARS ? text : undefined);
const tooLong = `identity of more than ${ID_CHARS} characters`;

/** In the order in which a header's names are looked at. */
export const identifiedBy: Record<IdentifiedBy, Kind> = {
  person_id: {
    columns: ["junction_id", "person_id"],
    read: (text) => (UUID.test(text.toLowerCase()) ? text.toLowerCase() : undefined),
    problem: "no id of Junction's",
    unknown: "nobody has this id",
  },
  user_id: {
    columns: ["user_id", "userid", "identity", "customer_id", "customerid", "id"],
    read: id,
    problem: tooLong,
    unknown: "nobody has this user ID",
  },
  email: {
    columns: ["email", "e-mail", "email_address", "e-mail_address", "mail"],
    read: normaliseEmail,
    problem: "no e-mail address",
    unknown: "nobody has this e-mail address",
  },
  phone: {
    columns: ["phone", "phone_number", "mobile", "mobile_number", "msisdn", "telephone"],
    read: normalisePhone,
    problem: "no phone number",
    unknown: "nobody has this phone number",
  },
  anonymous_id: {
    columns: ["anonymous_id", "anonymousid"],
    read: id,
    problem: tooLong,
    unknown: "nobody has this anonymous ID",
  },
};
