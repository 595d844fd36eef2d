import { z } from "zod";
import { isEmptyIdentity } from "../kernel/empty-identity.ts";
import { isJsonObject, type Json, type JsonObject } from "../kernel/json.ts";
import { identifiersOf } from "../people/identify.ts";
import { callLimits } from "./call.ts";
import { readDate } from "./call-times.ts";
import { isExact } from "./long-ids.ts";
import { mergedIn } from "./merge-properties.ts";
import type { CallType } from "./schema.ts";

/*
 * The bodies of `/v1/*` as schemas, for the API's document. They say what read-call.ts takes, which is written by hand
 * because it reads thousands of calls a second; a property test holds the two together.
 */

function isDate(text: string): boolean {
  try {
    readDate(text, "date");
    return true;
  } catch {
    return false;
  }
}

function isMerge(given: unknown): boolean {
  try {
    mergedIn(given as Json, "mergeProperties");
    return true;
  } catch {
    return false;
  }
}

/*
 * What stands for something else is taken as that, and not documented: whoever reads this should send the right thing.
 */
const asText = (value: unknown) =>
  typeof value === "boolean" || typeof value === "number" ? String(value) : value;
const asNone = (value: unknown) =>
  value === "" || (Array.isArray(value) && value.length === 0) ? undefined : value;
const notNumber = (value: unknown) => (typeof value === "number" ? undefined : value);
const notBoolean = (value: unknown) => (typeof value === "boolean" ? String(value) : value);

const text = (most: number) => z.string().refine((value) => value.trim().length <= most);
const number = z.number().refine(isExact);
const id = (most: number) => z.preprocess(notBoolean, z.union([text(most), number]));
const filledId = z.preprocess(notBoolean, z.union([text(callLimits.idChars).regex(/\S/), number]));
const ownId = filledId.refine((value) => !isEmptyIdentity(String(value).trim()));
const object = z.preprocess(asNone, z.looseObject({}).optional()).nullish();
const shortText = z.string().max(callLimits.nameChars);
const name = z.preprocess(asText, shortText);
const date = (what: string) =>
  z
    .preprocess(notNumber, z.string().refine(isDate).optional())
    .nullish()
    .describe(`${what} In ISO 8601, for example 2026-01-31T12:00:00.000Z; without a zone it is UTC.`);

const common = {
  userId: id(callLimits.idChars)
    .nullish()
    .describe(
      'Your own id of the user. This or anonymousId is required. At most 400 characters. Values that name nobody ("null", "undefined", "0" …) count as none.',
    ),
  anonymousId: id(callLimits.idChars)
    .nullish()
    .describe("The browser's or device's id, before anybody signs in."),
  messageId: id(callLimits.messageIdChars)
    .nullish()
    .describe(
      "Unique for each call: what comes again with the same one changes nothing. At most 99 characters.",
    ),
  timestamp: date("When it happened, by your own word."),
  originalTimestamp: date(
    "When the call was made, by the sender's clock; with sentAt a wrong clock is corrected.",
  ),
  sentAt: date("When it was sent, by the sender's clock."),
  context: object.describe("What surrounds the call: page, device, library, locale."),
  integrations: object.describe(
    "Where it may go: All: false keeps it from every destination, a destination's name with false or true from or for that one.",
  ),
};

const properties = object.describe("Anything about it, as JSON of at most 32 KB with the call.");
const page = {
  ...common,
  name: name.nullish().describe("Of the page or screen."),
  category: z.unknown().optional().describe("Kept as it came."),
  properties,
};

const shapes = {
  identify: {
    ...common,
    context: z
      .preprocess(asNone, z.looseObject({ traits: object }).optional())
      .nullish()
      .describe("Its traits count as well."),
    traits: object.describe("Become properties of the person; null removes one. email and phone identify."),
  },
  track: {
    ...common,
    event: z
      .preprocess(asText, shortText.regex(/\S/))
      .describe("What happened, for example Order Completed."),
    properties,
  },
  page,
  screen: page,
  group: { ...common, groupId: filledId, traits: object.describe("Of the group.") },
  alias: {
    ...common,
    userId: ownId,
    previousId: ownId.describe("The id that userId was known by before."),
    properties: object.describe("Kept as it came."),
  },
  merge: {
    ...common,
    mergeProperties: z
      .array(z.looseObject({ type: z.string(), value: z.unknown().optional() }))
      .refine(isMerge)
      .describe(
        "1 to 20 identifiers of one person, each as type (user_id, email, phone or mobile, anonymous_id, device_id) and value. Other types are kept as they came.",
      ),
    properties: object.describe("Kept as it came."),
  },
} satisfies Record<CallType, z.ZodRawShape>;

const isFilled = (value: unknown) => value !== undefined && value !== null && String(value).trim() !== "";
const isTold = (value: unknown) => isFilled(value) && !isEmptyIdentity(String(value).trim());

/** Whether a call tells who it is of: by an id of its own, or by what else it holds where its anonymous id names nobody. */
function tellsWho(
  type: CallType,
  { userId, anonymousId, context, traits }: Record<string, unknown>,
): boolean {
  if (isTold(userId) || isTold(anonymousId)) {
    return true;
  }
  const given = {
    ...{ userId: null, anonymousId: null, context: isJsonObject(context) ? context : {} },
    traits: type === "identify" && isJsonObject(traits) ? traits : null,
  };
  return !isFilled(userId) && isFilled(anonymousId) && identifiersOf(given).length > 0;
}

/** Not blank is what `pattern` and `required` cannot say together of two fields of which one is enough. */
function namesSomebody<Shape extends z.ZodType>(type: CallType, shape: Shape): Shape {
  return shape
    .refine((call) => tellsWho(type, call as Record<string, unknown>))
    .meta({ anyOf: [{ required: ["userId"] }, { required: ["anonymousId"] }] }) as Shape;
}

const body = (type: CallType) => namesSomebody(type, z.looseObject(shapes[type]));

const item = <Type extends CallType>(type: Type) =>
  namesSomebody(type, z.looseObject({ type: z.literal(type), ...shapes[type] }));

const batch = z.looseObject({
  batch: z
    .array(
      z.discriminatedUnion("type", [
        item("track"),
        item("page"),
        item("screen"),
        item("identify"),
        item("group"),
        z.looseObject({ type: z.literal("alias"), ...shapes.alias }),
        item("merge"),
      ]),
    )
    .min(1)
    .describe(
      "Calls in their order: the bodies of the other addresses, each with its type. One that is no object, names nobody by neither id or is too large refuses all; others that are wrong are refused alone, while the answer is 200.",
    ),
  context: object.describe("Merged under each call's own."),
  integrations: object.describe("Merged under each call's own."),
  sentAt: common.sentAt,
});

/** The body of each address below `/v1`. */
export const wireBodies: Record<CallType | "batch", z.ZodType> = {
  identify: body("identify"),
  track: body("track"),
  page: body("page"),
  screen: body("screen"),
  group: body("group"),
  alias: z.looseObject(shapes.alias),
  merge: body("merge"),
  batch,
};

const userId = "cust-1001";
const order = {
  userId,
  event: "Order Completed",
  properties: { order_id: "ord-77", revenue: 120, currency: "EUR" },
};

/** A body of each, for documentation. */
export const wireExamples: Record<CallType | "batch", JsonObject> = {
  identify: { userId, traits: { email: "maria@example.com", plan: "gold" } },
  track: { ...order, timestamp: "2026-01-31T12:00:00.000Z" },
  page: { anonymousId: "b2f7", name: "Home", properties: { path: "/" } },
  screen: { userId, name: "Cart" },
  group: { userId, groupId: "acme", traits: { name: "Acme" } },
  alias: { userId, previousId: "b2f7" },
  merge: { userId, mergeProperties: [{ type: "email", value: "maria@example.com" }] },
  batch: {
    batch: [
      { type: "identify", userId, traits: { plan: "gold" } },
      { type: "track", ...order },
    ],
  },
};
