import { render } from "../templates/render.ts";
import { checkTemplate, parseTemplate } from "../templates/template.ts";
import type {
  Missing,
  RenderOptions,
  TemplateContext,
  TemplateObject,
  Variables,
} from "../templates/types.ts";
import type { TemplateSpot } from "./kit.ts";

export type PreviewText = {
  path: string;
  label: string;
  context: TemplateContext;
  text: string | null;
  missing: Missing[];
  /** Why no text is made. */
  stopped: string | null;
};
export type PreviewVariable = { path: string; object: string; hasDefault: boolean };

/** Each text of a content as one person would read it, and all that these texts ask for. Never throws. */
export function previewTexts(
  spots: readonly TemplateSpot[],
  objects: readonly TemplateObject[],
  variables: Variables,
  options: RenderOptions,
): { texts: PreviewText[]; variables: PreviewVariable[] } {
  const found = new Map<string, PreviewVariable>();
  const texts = spots.map(({ path, label, text, context }): PreviewText => {
    const common = { path, label, context };
    const checked = checkTemplate(text, context, objects);
    for (const variable of checked.variables) {
      const known = found.get(variable.path);
      found.set(variable.path, {
        path: variable.path,
        object: variable.object,
        hasDefault: variable.hasDefault && (known?.hasDefault ?? true),
      });
    }
    const [problem] = checked.problems;
    if (problem) {
      return { ...common, text: null, missing: [], stopped: `Line ${problem.line}: ${problem.message}` };
    }
    const made = render(parseTemplate(text, context, path), variables, options);
    return made.aborted === undefined
      ? { ...common, text: made.text, missing: [...made.missing], stopped: null }
      : { ...common, text: null, missing: [], stopped: `${made.aborted}: ${made.reason}` };
  });
  return { texts, variables: [...found.values()] };
}
