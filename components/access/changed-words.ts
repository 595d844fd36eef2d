import type { Json } from "@/lib/kernel/json.ts";
import { auditWords, valueWords } from "@/lib/messages/audit-words.ts";
import { definition } from "@/lib/segments/definition.ts";
import { definitionWords } from "../segments/words.ts";

/** What a field was or is, in words; who is meant, as a sentence. Other segments are not called by name: they may be gone. */
export function changedWords(field: string, value: Json): string {
  const meant = field === "definition" ? definition.safeParse(value) : null;
  return meant?.success
    ? definitionWords(meant.data, () => auditWords.otherSegment) || valueWords(null)
    : valueWords(value);
}
