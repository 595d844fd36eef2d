import type { Token } from "liquidjs";
import { LiquidError } from "liquidjs";
import { Fault, type Problem } from "../kernel/fault.ts";
import { allowedTags, templateLimits } from "./allowed.ts";
import { Compiler, type Node } from "./compiler.ts";
import { liquid } from "./liquid.ts";
import {
  type TemplateContext,
  type TemplateObject,
  type TemplateProblem,
  type TemplateVariable,
  templateObjects,
} from "./types.ts";

/** A text that was read once, to be rendered for as many people as wanted. */
export type Template = {
  node: Node;
  /** The whole text, where it says the same to everybody. */
  constant: string | null;
};

export type TemplateCheck = {
  problems: TemplateProblem[];
  variables: TemplateVariable[];
  /** Filters that CleverTap does not document. */
  beyond: string[];
};

/** liquidjs's words for what cannot be read, in ours. */
const words: [RegExp, (match: RegExpExecArray) => string][] = [
  [/^tag "(?:else|elsif|when)" not found/, () => "This tag stands outside of its block."],
  [/^tag "end(\w+)" not found/, ([, name]) => `There is no “${name}” open that this could close.`],
  [/^tag "elseif" not found/, () => "A further condition of a block is written elsif."],
  [
    /^tag "([^"]*)" not found/,
    ([, name]) => `There is no tag “${name}”; there are ${allowedTags.join(", ")}.`,
  ],
  [/^(output|tag|raw) .* not closed/s, () => "This is not closed."],
  [/^illegal tag syntax, tag name expected/, () => "A tag needs a name."],
  [/^invalid value expression: ""/, () => "A value is missing."],
  [/^invalid value expression: (.*)/s, ([, text]) => `${text} cannot be read as a value.`],
  [/^expected "\|" before filter/, () => "This cannot be read: filters follow a bar (|)."],
  [/^expected filter name/, () => "The name of a filter is missing."],
  [
    /^expected ":" after filter name/,
    () => 'A colon is missing behind the name of the filter: default: "there".',
  ],
  [/^invalid range syntax/, () => "Parentheses stand around a range alone: (1..10)."],
  [/^\[ not closed/, () => "A bracket is not closed: ] is missing."],
];

/** What liquidjs says where it stops at a character, and quotes that a word processor has made round. */
const stopped = /^(?:unexpected|expected|invalid value)/i;
const straight = "Curly quotes cannot be read: write straight ones (\" or ') around a text.";
const curly = /[\u2018\u2019\u201c\u201d]/;

/** What editors of HTML make of signs; liquidjs has read the first character where it stops. */
const entity = /(?:^|&)([lg]t|amp|quot|apos|nbsp|#\d{1,5});/;

/** `text`: what stands where it cannot be read. */
function inWords(message: string, text: string): string {
  const sign = stopped.test(message) ? entity.exec(text)?.[1] : undefined;
  if (sign !== undefined) {
    return `&${sign}; is HTML for a sign; write the sign itself between the braces.`;
  }
  if (stopped.test(message) && curly.test(text)) {
    return straight;
  }
  const said = message.replace(/, line:\d+, col:\d+$/, "");
  for (const [pattern, say] of words) {
    const match = pattern.exec(said);
    if (match) {
      return say(match);
    }
  }
  return `${said.charAt(0).toUpperCase()}${said.slice(1)}`;
}

type Compiled = TemplateCheck & { template: Template };

/** Reads a text for a place where these objects are known; it is fit for use only without problems. `isNew`: see the compiler. */
export function compile(
  text: string,
  context: TemplateContext,
  objects: readonly TemplateObject[] = templateObjects,
  isNew = true,
): Compiled {
  const compiler = new Compiler(text, context, { objects, isNew });
  let node: Node = () => {};
  if (text.length > templateLimits.textChars) {
    const message = `The text is longer than ${templateLimits.textChars} characters.`;
    compiler.problems.push({ line: 1, column: 1, message });
  } else {
    try {
      node = compiler.body(liquid.parse(text));
      for (const { name, token } of compiler.scope.unknown()) {
        const unknown = `“${name}” is unknown; begin with one of ${objects.join(", ")}.`;
        compiler.wrong(curly.test(name) ? straight : unknown, token);
      }
    } catch (error) {
      if (error instanceof RangeError) {
        // liquidjs itself calls itself once for each bracket in a bracket.
        compiler.problems.push({ line: 1, column: 1, message: "It is nested too deeply to be read." });
      } else if (LiquidError.is(error)) {
        const at: Token = error.token;
        compiler.wrong(inWords(error.message, at.getText()), at);
      } else {
        throw error;
      }
    }
  }
  const constant = compiler.isConstant ? text : null;
  const { problems, variables, beyond } = compiler;
  problems.sort((a, b) => a.line - b.line || a.column - b.column);
  return {
    problems,
    variables: [...variables.values()],
    beyond: [...beyond].sort(),
    template: { node, constant },
  };
}

/** What is wrong with a text, what it reads, and which of its filters go beyond CleverTap. Never throws. */
export function checkTemplate(
  text: string,
  context: TemplateContext,
  objects?: readonly TemplateObject[],
): TemplateCheck {
  const { problems, variables, beyond } = compile(text, context, objects);
  return { problems, variables, beyond };
}

/** A template's problems as those of the field that holds it. */
export function templateFieldProblems(problems: TemplateProblem[], path: string): Problem[] {
  const field = path.split(".").findLast((part) => !/^\d+$/.test(part)) ?? path;
  return problems.map(({ line, column, message }) => ({
    path,
    field,
    message: `line ${line}, column ${column}: ${message}`,
  }));
}

/**
 * Reads a text to be rendered. Throws `invalid` with its problems where it cannot be. `checkTemplate` finds more in a text that
 * is being written.
 */
export function parseTemplate(text: string, context: TemplateContext, path = "text"): Template {
  const { template, problems } = compile(text, context, templateObjects, false);
  if (problems.length > 0) {
    const named = templateFieldProblems(problems, path);
    throw new Fault("invalid", `${path}: ${named[0]?.message ?? ""}`, { problems: named });
  }
  return template;
}
