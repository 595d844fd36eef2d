import { z } from "zod";
import type { Json, JsonObject } from "../kernel/json.ts";
import { nameFromTraits } from "../kernel/name-from-traits.ts";
import { spellingsOf } from "../templates/allowed.ts";
import type { Identifiers } from "../templates/types.ts";
import type { Recipient } from "./channel.ts";

/** Which of a person's attributes and push tokens go along with a message. */
export const profileParts = {
  attributes: z.object({
    which: z.enum(["none", "all", "chosen"]),
    names: z.array(z.string().min(1).max(250)).max(250, "At most 250 attributes"),
  }),
  tokens: z.array(z.enum(["fcm", "apns"])).max(2),
};
type Attributes = z.output<typeof profileParts.attributes>;
type TokenKinds = z.output<typeof profileParts.tokens>;

export const blankProfileParts: { attributes: Attributes; tokens: TokenKinds } = {
  attributes: { which: "none", names: [] },
  tokens: [],
};

export function checkAttributes({ which, names }: Attributes, context: z.core.$RefinementCtx): void {
  if (which === "chosen" && names.length === 0) {
    context.addIssue({
      code: "custom",
      path: ["attributes", "names"],
      message: "Choose at least one attribute, or send none",
    });
  }
}

/**
 * What a template's `Profile` has beside the person's own properties. Nothing is copied: a copy of a person's properties
 * with more in it costs more than all texts of a message.
 */
export function identifiersOf({ ids }: Recipient): Identifiers {
  return { Identity: ids.user_id, Email: ids.email, Phone: ids.phone };
}

function attributeOf(recipient: Recipient, name: string): Json | undefined {
  const { properties } = recipient;
  if (Object.hasOwn(properties, name)) {
    return properties[name];
  }
  const spelled = spellingsOf(name).find((spelling) => Object.hasOwn(properties, spelling));
  if (spelled === undefined && spellingsOf(name).includes("Name")) {
    return nameFromTraits(properties) ?? undefined;
  }
  const identifiers: Record<string, string | null | undefined> = identifiersOf(recipient);
  return spelled === undefined
    ? (spellingsOf(name)
        .map((spelling) => identifiers[spelling])
        .find(Boolean) ?? undefined)
    : properties[spelled];
}

/** Sets a property, whatever it is called. */
export function put(into: JsonObject, key: string, value: Json): void {
  if (key === "__proto__") {
    Object.defineProperty(into, key, { value, enumerable: true, configurable: true, writable: true });
  } else {
    into[key] = value;
  }
}

/** The attributes that were chosen, under the names that they were chosen by; those without value are left out. */
export function attributesOf(recipient: Recipient, { which, names }: Attributes): JsonObject {
  if (which === "all") {
    const { email, phone } = recipient.ids;
    const all = { ...recipient.properties };
    // As exports name them; a property of the same name is the person's own word.
    if (email && !Object.hasOwn(all, "email")) {
      all.email = email;
    }
    if (phone && !Object.hasOwn(all, "phone")) {
      all.phone = phone;
    }
    return all;
  }
  const chosen: JsonObject = {};
  for (const name of which === "chosen" ? names : []) {
    const value = attributeOf(recipient, name);
    if (value !== undefined && value !== null) {
      put(chosen, name, value);
    }
  }
  return chosen;
}

const tokenNames = { fcm: "gcm_tokens", apns: "apns_tokens" } as const;

/** Adds a person's push tokens of the chosen kinds, under the kind's name at CleverTap; nothing where there are none. */
export function putTokens(into: JsonObject, { tokens }: Recipient, kinds: TokenKinds): void {
  for (const kind of kinds) {
    const found = tokens.filter((one) => one.kind === kind).map(({ token }) => token);
    if (found.length > 0) {
      into[tokenNames[kind]] = found;
    }
  }
}
