import { z } from "zod";
import { checkKeyValues, type KeyValue, keyValueDraft } from "../key-values.ts";
import { blankProfileParts, checkAttributes, profileParts } from "../profile-parts.ts";

/** What names the person in an event, in CleverTap's words (contracts §9.5). */
const profileIdentifiers = ["identity", "email", "objectId"] as const;

export const eventbridgeDraft = z.object({
  identifiers: z.array(z.enum(profileIdentifiers)).max(profileIdentifiers.length),
  ...profileParts,
  keyValues: keyValueDraft,
});
export type EventbridgeContent = z.output<typeof eventbridgeDraft>;

/** A pair that Storyly's audiences read needs the other one, and the operation is one of two words. */
function checkStoryly(pairs: KeyValue[], context: z.core.$RefinementCtx): void {
  const placeOf = (key: string) => pairs.findIndex((pair) => pair.key === key);
  const [token, operation] = [placeOf("storyly_token"), placeOf("operation")];
  if (token !== -1 && operation === -1) {
    const message = "storyly_token needs a second pair: operation, with upsert or delete";
    context.addIssue({ code: "custom", path: ["keyValues", token, "key"], message });
  }
  const value = pairs[operation]?.value ?? "";
  if (token !== -1 && value !== "" && !value.includes("{") && !/^\s*(upsert|delete)\s*$/i.test(value)) {
    const message = "An audience of Storyly knows upsert and delete";
    context.addIssue({ code: "custom", path: ["keyValues", operation, "value"], message });
  }
}

export const eventbridgeContent = eventbridgeDraft.superRefine((content, context) => {
  if (content.identifiers.length === 0) {
    const message = "Choose at least one, or nobody knows whom an event is about";
    context.addIssue({ code: "custom", path: ["identifiers"], message });
  }
  checkAttributes(content.attributes, context);
  checkKeyValues(content.keyValues, context);
  checkStoryly(content.keyValues, context);
});

export const blankEventbridge: EventbridgeContent = {
  identifiers: ["identity"],
  ...blankProfileParts,
  keyValues: [],
};
