import { z } from "zod";
import { checkKeyValues, type KeyValue, keyValueDraft } from "../key-values.ts";
import { actionProblem, imageProblem } from "./address.ts";

export const pushPlatforms = ["android", "ios", "web"] as const;
export type PushPlatform = (typeof pushPlatforms)[number];

/** Four weeks: what FCM allows at most, and what it takes where nothing is said. */
export const MAX_TTL_S = 2_419_200;

export const pushDraft = z.object({
  platforms: z.array(z.enum(pushPlatforms)).max(pushPlatforms.length),
  title: z.string().max(1_000, "At most 1,000 characters"),
  body: z.string().max(4_000, "At most 4,000 characters"),
  /** An address; empty: none. */
  image: z.string().trim().max(2_000, "At most 2,000 characters"),
  /** What a click opens, an address or a deep link; empty: the app or the site. */
  action: z.string().trim().max(2_000, "At most 2,000 characters"),
  keyValues: keyValueDraft,
  /** How long a device that is off may wait for it. */
  ttlS: z
    .int("Enter whole seconds")
    .min(0, "Enter 0 or more seconds")
    .max(MAX_TTL_S, "At most four weeks (2,419,200 seconds)"),
  /** Of messages with the same tag a device shows the last alone; empty: each is shown. */
  tag: z.string().trim().max(500, "At most 500 characters"),
  /** What happens when no answer came and nobody knows whether the message arrived. */
  repeats: z.enum(["at_least_once", "at_most_once"]),
});
export type PushContent = z.output<typeof pushDraft>;

/** Names of FCM's own in `data`, and those that Junction sets. */
const takenKey = /^(from$|message_type$|collapse_key$|google|gcm|junction_id$|link$)/i;

function checkTakenKeys(pairs: KeyValue[], context: z.core.$RefinementCtx): void {
  for (const [index, { key }] of pairs.entries()) {
    if (takenKey.test(key)) {
      const message = `“${key}” is a name that Firebase or Junction sets; choose another`;
      context.addIssue({ code: "custom", path: ["keyValues", index, "key"], message });
    }
  }
}

export const pushContent = pushDraft.superRefine((content, context) => {
  const say = (path: string, message: string | null) => {
    if (message !== null) {
      context.addIssue({ code: "custom", path: [path], message });
    }
  };
  say("platforms", content.platforms.length === 0 ? "Choose at least one platform" : null);
  for (const field of ["title", "body"] as const) {
    say(field, content[field].trim() === "" ? "Fill this in" : null);
  }
  say("image", imageProblem(content.image));
  say("action", actionProblem(content.action));
  checkKeyValues(content.keyValues, context);
  checkTakenKeys(content.keyValues, context);
});

export const blankPush: PushContent = {
  platforms: [],
  title: "",
  body: "",
  image: "",
  action: "",
  keyValues: [],
  ttlS: 86_400,
  tag: "",
  repeats: "at_least_once",
};
