import { problemsOf } from "../kernel/parse.ts";
import { type JourneyDraft, journeyDocument } from "./document.ts";
import { titleOf } from "./graph.ts";
import { kindOf } from "./nodes/catalog.ts";

function firstWrong(draft: JourneyDraft): string | null {
  const whole = journeyDocument.safeParse(draft);
  if (!whole.success) {
    const [first] = problemsOf(whole.error);
    return `${first?.path}: ${first?.message}`;
  }
  for (const node of draft.nodes) {
    const kind = kindOf(node.kind);
    if (!kind) {
      return `there is no node “${node.kind}”`;
    }
    const read = kind.settings.safeParse(node.settings);
    if (!read.success) {
      const [first] = problemsOf(read.error);
      return `“${titleOf(node)}”, ${first?.path}: ${first?.message}`;
    }
  }
  return null;
}

/**
 * Why what was published once cannot be read any more, as a sentence that names the node and the field: what may be published
 * has become narrower since. Null: it can. To guess what it meant would lead people where nobody said.
 */
export function whyUnreadable(draft: JourneyDraft, number: number): string | null {
  const wrong = firstWrong(draft);
  return (
    wrong &&
    `Version ${number} cannot be read any more, so nobody enters by it and everybody in it stays where they are: ${wrong}. Mend it, publish it again, and let the people in it move to that version`
  );
}
