import { storableText } from "../kernel/storable-text.ts";
import { templateLimits } from "./allowed.ts";
import { liquid } from "./liquid.ts";
import { Run, Stopped } from "./run.ts";
import type { Template } from "./template.ts";
import type { Rendered, RenderOptions, Variables } from "./types.ts";

const run = new Run(liquid);
const none = Object.freeze([]);

/**
 * Makes the text for one person. A property without value and without default prints nothing and is told in `missing`;
 * what that means is the caller's choice. The same template, variables and options make the same text, which PostgreSQL can
 * hold. Never throws for what a template or its values are.
 */
export function render(template: Template, variables: Variables, options: RenderOptions): Rendered {
  if (template.constant !== null) {
    return { text: template.constant, missing: none };
  }
  run.begin(variables, options);
  try {
    template.node(run);
  } catch (error) {
    if (error instanceof Stopped) {
      return { aborted: error.code, reason: error.message };
    }
    throw error;
  }
  const { out, missing } = run;
  if (out.length > templateLimits.outputChars) {
    const reason = `The text is longer than ${templateLimits.outputChars} characters.`;
    return { aborted: "Liquid render timeout", reason };
  }
  // Filters take characters apart and decode what they are given.
  return { text: storableText(out), missing };
}
