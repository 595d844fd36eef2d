import type { Template as Parsed, Token, ValueToken } from "liquidjs";
import { Output, TypeGuards } from "liquidjs";
import { templateLimits } from "./allowed.ts";
import { keyText } from "./key-text.ts";
import { type Operand, operandOf, type Use } from "./operand.ts";
import { outputNode } from "./output.ts";
import type { Run } from "./run.ts";
import { Scope } from "./scope.ts";
import { CompiledTag } from "./tags/compiled-tag.ts";
import type { TemplateContext, TemplateObject, TemplateProblem, TemplateVariable } from "./types.ts";
import { Wrong } from "./wrong.ts";

/** A piece of a template: adds to what a run has made. */
export type Node = (run: Run) => void;

const nothing: Node = () => {};

function sequence(nodes: Node[]): Node {
  const [only] = nodes;
  if (nodes.length <= 1) {
    return only ?? nothing;
  }
  return (run) => {
    for (const node of nodes) {
      node(run);
      if (run.jump !== null) {
        return;
      }
    }
  };
}

/** Makes functions of what liquidjs has parsed: walking its tree with generators takes some twenty times as long. */
export class Compiler {
  readonly scope = new Scope();
  readonly context: TemplateContext;
  readonly objects: readonly TemplateObject[];
  readonly problems: TemplateProblem[] = [];
  readonly beyond = new Set<string>();
  readonly variables = new Map<string, TemplateVariable>();
  /** Whether anything in it is more than a text that stays the same. */
  isConstant = true;
  readonly #lines: number[] = [0];
  readonly #isNew: boolean;

  /** `isNew`: the text is being written, and is not one that goes out already. */
  constructor(
    text: string,
    context: TemplateContext,
    { objects, isNew }: { objects: readonly TemplateObject[]; isNew: boolean },
  ) {
    this.context = context;
    this.objects = objects;
    this.#isNew = isNew;
    for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) {
      this.#lines.push(at + 1);
    }
  }

  /** Line and column of a place in the text, from 1. */
  placeOf(offset: number): { line: number; column: number } {
    let low = 0;
    let high = this.#lines.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((this.#lines[middle] ?? 0) <= offset) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return { line: low + 1, column: offset - (this.#lines[low] ?? 0) + 1 };
  }

  wrong(message: string, token: Token): void {
    if (this.problems.length < templateLimits.problems) {
      this.problems.push({ ...this.placeOf(token.begin), message });
    }
  }

  /**
   * Throws for what liquidjs reads past, where the text is being written. One that was published before this was asked goes on
   * to say what it said.
   */
  readPast(message: string, token: Token): void {
    if (this.#isNew) {
      throw new Wrong(message, token);
    }
  }

  note(segments: string[], object: TemplateObject, use: Use): void {
    const path = segments.reduce((text, segment) =>
      segment === "[]" || /^[\p{L}_][\p{L}\p{N}_-]*$/u.test(segment)
        ? text + (segment === "[]" ? "[]" : `.${segment}`)
        : text + keyText(segment),
    );
    const known = this.variables.get(path);
    const printed = use === "printed" || use === "defaulted";
    this.variables.set(path, {
      path,
      segments,
      object,
      printed: printed || (known?.printed ?? false),
      hasDefault: use !== "printed" && (known?.hasDefault ?? true),
    });
  }

  operand(token: ValueToken, use: Use): Operand {
    return operandOf(this, token, use);
  }

  #node(parsed: Parsed): Node | string {
    const { token } = parsed;
    if (TypeGuards.isHTMLToken(token)) {
      return token.getContent();
    }
    this.isConstant = false;
    if (parsed instanceof Output) {
      return outputNode(this, parsed);
    }
    if (parsed instanceof CompiledTag) {
      return parsed.compile(this);
    }
    throw new Wrong("This cannot be read.", token);
  }

  /** Templates that follow each other. What is wrong in one does not keep the others from being looked at. */
  body(templates: Parsed[]): Node {
    const nodes: Node[] = [];
    let literal = "";
    const flush = () => {
      const text = literal;
      if (text !== "") {
        nodes.push((run) => {
          run.out += text;
        });
      }
      literal = "";
    };
    for (const parsed of templates) {
      try {
        const node = this.#node(parsed);
        if (typeof node === "string") {
          literal += node;
        } else {
          flush();
          nodes.push(node);
        }
      } catch (error) {
        if (!(error instanceof Wrong)) {
          throw error;
        }
        this.wrong(error.message, error.token);
      }
    }
    flush();
    return sequence(nodes);
  }
}
