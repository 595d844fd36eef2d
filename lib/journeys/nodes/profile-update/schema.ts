import { z } from "zod";
import { plainText } from "../../../access/fields.ts";
import { nodeLimits } from "../branch-limits.ts";
import { nodeKind } from "../node-kind.ts";
import { objectsIn, textIn } from "../phrases.ts";

const update = z.object({
  property: plainText(200).min(1, "Choose a property"),
  how: z.enum(["set", "add", "remove"]).describe("Set to, Add to array, Remove from array"),
  value: plainText(nodeLimits.valueChars, z.string()).min(1, "Fill this in"),
});
const sentences: Record<string, (property: string, value: string) => string> = {
  set: (property, value) => `Sets ${property} to ${value}`,
  add: (property, value) => `Adds ${value} to ${property}`,
  remove: (property, value) => `Removes ${value} from ${property}`,
};

export const profileUpdateKind = nodeKind({
  id: "profile_update",
  title: "User profile update",
  group: "control",
  description: "Changes properties of the person.",
  settings: z
    .object({
      updates: z
        .array(update)
        .min(1, "Add a property")
        .max(nodeLimits.profileUpdates, `At most ${nodeLimits.profileUpdates} properties`),
    })
    .superRefine(({ updates }, context) => {
      const seen = new Set<string>();
      for (const [index, { property }] of updates.entries()) {
        if (seen.has(property)) {
          const message = `“${property}” stands here twice`;
          context.addIssue({ code: "custom", path: ["updates", index, "property"], message });
        }
        seen.add(property);
      }
    }),
  blank: { updates: [] },
  exits: () => [{ id: "updated", label: "Updated" }],
  words: ({ updates }) => {
    const parts = objectsIn(updates).map(
      ({ how, property, value }) =>
        sentences[String(how)]?.(textIn(property) || "…", textIn(value) || "…") ?? "…",
    );
    return parts.length === 0 ? "Changes …" : parts.join(" · ");
  },
  texts: ({ updates }) =>
    objectsIn(updates).map(({ property, value }, index) => ({
      path: `updates.${index}.value`,
      label: textIn(property) || `Value ${index + 1}`,
      text: textIn(value),
      context: "text",
    })),
});
