import { z } from "zod";
import type { Json } from "../../kernel/json.ts";

const known = z.uuid();

export const mentionKinds = ["segment", "audience", "journey"] as const;
export type MentionKind = (typeof mentionKinds)[number];

/** Something with a page of its own of which a node speaks. */
export type Mention = { kind: MentionKind; id: string };

/** What is called how: null for what is gone, undefined for what is not known here. */
export type Named = (mention: Mention) => string | null | undefined;

/** What a setting that holds an id speaks of; nothing where none was chosen yet. */
export function mentionOf(kind: MentionKind, id: Json | undefined): Mention[] {
  const read = known.safeParse(id);
  return read.success ? [{ kind, id: read.data }] : [];
}

/** The name of what is mentioned, for a sentence; `unknown` stands where none was chosen, or is known. */
export function mentionWords(
  [mention]: Mention[],
  named: Named | undefined,
  words: { unknown: string; gone: string },
): string {
  const name = mention && named?.(mention);
  return name === null ? words.gone : name ? `“${name}”` : words.unknown;
}
