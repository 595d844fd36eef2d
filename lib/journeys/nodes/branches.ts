import { z } from "zod";
import { plainText } from "../../access/fields.ts";
import type { Json } from "../../kernel/json.ts";
import type { Exit } from "./node-kind.ts";
import { objectsIn, textIn } from "./phrases.ts";

/** Exits that a node's author adds; the id stays when the name changes, so that links do. */
export const branch = z.object({
  id: z.string().regex(/^[a-z0-9]{1,24}$/, "This is no id of a path"),
  name: plainText(60).default(""),
});

/** Ids of exits that kinds have themselves. */
const taken = new Set(["others", "timeout", "yes", "no"]);

/** Says of each branch that its id stands here twice, or is one of the node's own. */
export function checkBranches(
  branches: { id: string }[],
  context: z.core.$RefinementCtx,
  path: string,
): void {
  const seen = new Set<string>(taken);
  for (const [index, { id }] of branches.entries()) {
    if (seen.has(id)) {
      context.addIssue({ code: "custom", path: [path, index, "id"], message: "This path stands here twice" });
    }
    seen.add(id);
  }
}

/** The branches of a draft as exits, each once. */
export function branchExits(list: Json | undefined, word: string): Exit[] {
  const exits = new Map<string, Exit>();
  for (const [index, { id, name }] of objectsIn(list).entries()) {
    if (typeof id === "string" && id !== "" && !taken.has(id) && !exits.has(id)) {
      exits.set(id, { id, label: textIn(name) || `${word} ${index + 1}`, needed: true });
    }
  }
  return [...exits.values()];
}
