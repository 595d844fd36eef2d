import type { JsonObject } from "@/lib/kernel/json.ts";
import { contentOf, withContent } from "../draft.ts";
import { useEditor } from "../editor-context.tsx";

/**
 * The content as its channel's editor sees it, and how it is changed. An editor is drawn only for a content that its
 * channel's draft schema takes; what is shown is what was typed, not what the schema makes of it.
 */
export function useContent<Content extends JsonObject>(): {
  content: Content;
  set: (changes: Partial<Content>, whole?: boolean) => void;
} {
  const { draft, change } = useEditor();
  return {
    content: contentOf(draft) as Content,
    set: (changes, whole) =>
      change((before) => withContent(before, { ...contentOf(before), ...(changes as JsonObject) }), whole),
  };
}

/** A list with another item in a place; null takes it away. */
export const withItem = <Item>(items: readonly Item[], place: number, item: Item | null): Item[] =>
  items.flatMap((each, at) => (at === place ? (item === null ? [] : [item]) : [each]));
