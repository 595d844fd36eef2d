import type { ChannelKit } from "@/lib/channels/kit.ts";
import type { JsonObject } from "@/lib/kernel/json.ts";
import { campaignChannelMessages } from "@/lib/messages/campaign-channels.ts";

const MOST_CHARS = 140;
export type Line = { label: string; text: string };

const short = (text: string): string => {
  const one = text.replace(/\s+/g, " ").trim();
  return one.length > MOST_CHARS ? `${one.slice(0, MOST_CHARS)}…` : one;
};

/** Parts of a content that are no texts of a message, by the names that channels share. */
const facts: Record<string, (value: unknown) => Line | null> = {
  method: (value) => ({ label: campaignChannelMessages.webhook.method, text: String(value) }),
  attributes: (value) => {
    const { which, names } = value as { which: "none" | "all" | "chosen"; names: string[] };
    const words = campaignChannelMessages.attributes;
    const text = which === "chosen" ? names.join(", ") : words.which[which];
    return which === "none" || text === "" ? null : { label: words.title, text: short(text) };
  },
  tokens: (value) => {
    const words = campaignChannelMessages.tokens;
    const kinds = value as ("fcm" | "apns")[];
    return kinds.length === 0
      ? null
      : { label: words.title, text: kinds.map((kind) => words[kind]).join(", ") };
  },
};

/** What a message holds, in a line each: facts first, then its texts that are not empty. Nothing of one that is no draft. */
export function contentWords(kit: ChannelKit, content: JsonObject): Line[] {
  if (!kit.draft.safeParse(content).success) {
    return [];
  }
  const event = content.call === "track" && typeof content.event === "string" ? content.event : "";
  const known = Object.entries(facts).flatMap(([name, say]) =>
    name in content ? (say(content[name]) ?? []) : [],
  );
  const texts = kit
    .templates(content)
    .filter(({ text }) => text.trim() !== "")
    .map(({ label, text }) => ({ label, text: short(text) }));
  return [
    ...(event === "" ? [] : [{ label: campaignChannelMessages.segment.event, text: event }]),
    ...known,
    ...texts,
  ];
}
