import type { z } from "zod";
import type { JsonObject } from "../kernel/json.ts";
import type { TemplateContext } from "../templates/types.ts";

/** Ways in which people come to a message: what they did, a list of them, what they do, a call from outside. */
export const qualifications = ["past", "list", "live", "external"] as const;
export type Qualification = (typeof qualifications)[number];

/** A text of the content that Liquid is allowed in. */
export type TemplateSpot = {
  /** Of the content, in dots: `keyValues.0.value`. */
  path: string;
  label: string;
  text: string;
  context: TemplateContext;
};

/** A value that belongs to the content and is not in it: it is sealed, and given to the lane as a secret under `key`. */
export type SecretSpot = { key: string; path: string; label: string };

/**
 * A channel as data, safe for the browser: what its editor asks for and what its report is called. A draft and a content
 * that may be published are two schemas of one shape.
 */
export type ChannelKit = {
  id: string;
  label: string;
  description: string;
  /** Partners whose connections can carry it; empty: it needs none. */
  partners: readonly string[];
  /**
   * Those of them that this draft goes out through: whoever sends it names one connection of each, by the partner
   * (joined-access.ts). All of `partners` unless the kit says otherwise.
   */
  carriers(draft: unknown): readonly string[];
  draft: z.ZodType<JsonObject>;
  content: z.ZodType<JsonObject>;
  /** A draft to begin with. */
  blank: JsonObject;
  /** Throws a ZodError where it is not even a draft. */
  templates(draft: unknown): TemplateSpot[];
  secrets(draft: unknown): SecretSpot[];
  /** The host that they go to, where the author writes it; null: none yet. Never throws. */
  secretsGoTo(draft: unknown): string | null;
  /**
   * What it means that a message is sent again. harmless: the other side knows it by its id, or the same once more changes
   * nothing · chosen: the author says in the content (`repeats`) whether it is sent at least or at most once.
   */
  repeats: "harmless" | "chosen";
  qualifications: readonly Qualification[];
  /** Its messages tell when they are seen and clicked (lib/tracking). */
  tracks?: true;
  /** People can say that they want no messages by it. */
  optOut?: true;
  /** The system event that a message raises. */
  sentEvent: "Notification Sent" | "Webhook Delivered";
  /** What an author ought to know who has its messages wait after somebody qualified. */
  delayNote?: string;
  /** The verdict on whom the other side turned away, where it has a name of its own. */
  refusedAs?: "webhook_failed";
  /** What its report calls what went out, and what did not. */
  reportWords: { sent: string; failed: string };
};

type KitOf<Draft extends JsonObject> = Omit<
  ChannelKit,
  "draft" | "content" | "blank" | "templates" | "secrets" | "secretsGoTo" | "carriers"
> & {
  draft: z.ZodType<Draft>;
  content: z.ZodType<Draft>;
  blank: Draft;
  templates(draft: Draft): TemplateSpot[];
  secrets?(draft: Draft): SecretSpot[];
  secretsGoTo?(draft: Draft): string | null;
  carriers?(draft: Draft): readonly string[];
};

/** A kit of a content of its own type as one among others. */
export function channelKit<Draft extends JsonObject>(kit: KitOf<Draft>): ChannelKit {
  return {
    ...kit,
    templates: (draft) => kit.templates(kit.draft.parse(draft)),
    carriers: (draft) => kit.carriers?.(kit.draft.parse(draft)) ?? kit.partners,
    secrets: (draft) => kit.secrets?.(kit.draft.parse(draft)) ?? [],
    secretsGoTo: (given) => {
      const draft = kit.draft.safeParse(given).data;
      return (draft && kit.secretsGoTo?.(draft)) ?? null;
    },
  };
}

/**
 * Whether a change leads the secrets of a message away from the host that they were entered for. They are forgotten then:
 * whoever may write the address could read them at a host of theirs.
 */
export function leadsSecretsAway(kit: ChannelKit, before: unknown, after: unknown): boolean {
  const host = kit.secretsGoTo(before);
  return host !== null && kit.secretsGoTo(after) !== host;
}
