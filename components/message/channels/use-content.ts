import type { JsonObject } from "@/lib/kernel/json.ts";
import { contentOf, useMessage } from "../message-context.tsx";

/**
 * The content as its channel's editor sees it, and how it is changed. An editor is drawn only for a content that its
 * channel's draft schema takes; what is shown is what was typed, not what the schema makes of it.
 */
export function useContent<Content extends JsonObject>(): {
  content: Content;
  set: (changes: Partial<Content>, whole?: boolean) => void;
} {
  const { message, change } = useMessage();
  return {
    content: contentOf(message) as Content,
    set: (changes, whole) =>
      change(
        (before) => ({ ...before, content: { ...contentOf(before), ...(changes as JsonObject) } }),
        whole,
      ),
  };
}
