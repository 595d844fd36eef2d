import type { Liquid, Template as Parsed, Parser, TagToken, TopLevelToken, ValueToken } from "liquidjs";
import { Hash, TypeGuards } from "liquidjs";
import type { Compiler, Node } from "../compiler.ts";
import { numberOf } from "../member.ts";
import type { Read } from "../operand.ts";
import type { Run } from "../run.ts";
import { templateObjects } from "../types.ts";
import { Wrong } from "../wrong.ts";
import { CompiledTag } from "./compiled-tag.ts";
import { readBlock, takesNothing } from "./read-block.ts";

/** What is walked: the elements of a list, the pairs of an object, a text as the one element that it is. */
function elementsOf(value: unknown): unknown[] {
  if (Array.isArray(value)) {
    return value;
  }
  if (typeof value === "string") {
    return value === "" ? [] : [value];
  }
  return typeof value === "object" && value !== null ? Object.entries(value) : [];
}

type Options = { offset?: Read; limit?: Read; cols?: Read; reversed: boolean };

function chosen(run: Run, all: unknown[], { offset, limit, reversed }: Options): unknown[] {
  const from = offset ? numberOf(offset(run)) || 0 : 0;
  const most = limit ? numberOf(limit(run)) : Number.NaN;
  const part =
    offset || limit ? all.slice(from, Number.isNaN(most) ? undefined : from + Math.max(0, most)) : all;
  return reversed ? part.toReversed() : part;
}

/** The numbers of a turn: `forloop` and `tablerowloop`. */
function turnFacts(index: number, length: number, cols: number): Record<string, unknown> {
  const col0 = index % cols;
  return {
    length,
    index: index + 1,
    index0: index,
    rindex: length - index,
    rindex0: length - index - 1,
    first: index === 0,
    last: index === length - 1,
    cols,
    row: Math.floor(index / cols) + 1,
    col: col0 + 1,
    col0,
    col_first: col0 === 0,
    col_last: col0 + 1 === cols,
  };
}

/** What `for` and `tablerow` have in common: `name in list`, its part, and the body. */
export abstract class LoopTag extends CompiledTag {
  readonly #variable: string;
  readonly #collection: ValueToken;
  readonly #options: Hash;
  readonly #templates: Parsed[] = [];
  readonly #otherwise: Parsed[] = [];

  constructor(token: TagToken, remaining: TopLevelToken[], liquid: Liquid, parser: Parser) {
    super(token, remaining, liquid);
    const { tokenizer } = token;
    const variable = tokenizer.readIdentifier();
    const word = tokenizer.readIdentifier();
    const collection = tokenizer.readValue();
    if (variable.size() === 0 || word.content !== "in" || !collection) {
      throw new Error(
        `“${token.name} ${token.args.trim().slice(0, 40)}”: it reads ${token.name} item in list.`,
      );
    }
    this.#variable = variable.content;
    this.#collection = collection as ValueToken;
    this.#options = new Hash(tokenizer, ":");
    tokenizer.skipBlank();
    if (!tokenizer.end()) {
      throw new Error(`“${tokenizer.remaining().trim().slice(0, 40)}” cannot be read.`);
    }
    let open = this.#templates;
    readBlock(token, remaining, parser, {
      add: (parsed) => open.push(parsed),
      on: {
        else: (tag) => {
          takesNothing(tag);
          open = this.#otherwise;
        },
      },
    });
  }

  /** Its name for the numbers of a turn. */
  protected abstract readonly turnName: string;
  protected abstract readonly takes: string[];
  /** Around the body of each turn; given the columns where it has any. */
  protected abstract before(run: Run, index: number, cols: number): void;
  protected abstract after(run: Run, isLast: boolean): void;

  #read(compiler: Compiler): Options {
    const options: Options = { reversed: false };
    for (const [name, token] of Object.entries(this.#options.hash)) {
      if (!this.takes.includes(name)) {
        throw new Wrong(
          `“${this.token.name}” has no option “${name}”; it has ${this.takes.join(", ")}.`,
          this.token,
        );
      }
      if (name === "reversed") {
        options.reversed = true;
      } else if (token && TypeGuards.isValueToken(token)) {
        options[name as "limit"] = compiler.operand(token, "tested").read;
      } else {
        throw new Wrong(`“${name}” needs a number: ${name}:3.`, this.token);
      }
    }
    return options;
  }

  override compile(compiler: Compiler): Node {
    if (templateObjects.some((object) => object === this.#variable)) {
      compiler.readPast(`${this.#variable} is an object of its own; choose another name.`, this.token);
    }
    const collection = compiler.operand(this.#collection, "tested");
    const options = this.#read(compiler);
    const list = (options.limit && collection.whole) ?? collection.read;
    const path = collection.path?.segments ? [...collection.path.segments, "[]"] : null;
    const origins = {
      [this.#variable]: { path, of: collection.of ?? null },
      [this.turnName]: { path: null, of: null },
    };
    const inside = compiler.scope.within(origins, (names) => ({
      item: names.get(this.#variable)?.slot ?? 0,
      turn: names.get(this.turnName),
      body: compiler.body(this.#templates),
    }));
    const { item, body } = inside;
    const turn = inside.turn?.isRead ? inside.turn.slot : null;
    const otherwise = compiler.body(this.#otherwise);
    return (run) => {
      const all = elementsOf(list(run));
      if (all.length === 0) {
        otherwise(run);
        return;
      }
      const part = chosen(run, all, options);
      const cols = Math.max(1, Math.trunc(options.cols ? numberOf(options.cols(run)) : part.length) || 1);
      for (const [index, value] of part.entries()) {
        run.turn();
        run.slots[item] = value;
        if (turn !== null) {
          run.slots[turn] = turnFacts(index, part.length, cols);
        }
        this.before(run, index, cols);
        body(run);
        const isOver = run.jump === "break";
        run.jump = null;
        this.after(run, index === part.length - 1 || isOver);
        if (isOver) {
          return;
        }
      }
    };
  }
}

export class ForTag extends LoopTag {
  protected override readonly turnName = "forloop";
  protected override readonly takes = ["limit", "offset", "reversed"];
  protected override before(): void {}
  protected override after(): void {}
}

/** Rows of an HTML table. */
export class TablerowTag extends LoopTag {
  protected override readonly turnName = "tablerowloop";
  protected override readonly takes = ["limit", "offset", "cols"];

  override compile(compiler: Compiler): Node {
    if (compiler.context === "json" || compiler.context === "url") {
      throw new Wrong("“tablerow” writes HTML, which does not fit in here.", this.token);
    }
    return super.compile(compiler);
  }

  protected override before(run: Run, index: number, cols: number): void {
    const column = index % cols;
    if (column === 0) {
      run.out += `${index === 0 ? "" : "</tr>"}<tr class="row${Math.floor(index / cols) + 1}">`;
    }
    run.out += `<td class="col${column + 1}">`;
  }

  protected override after(run: Run, isLast: boolean): void {
    run.out += isLast ? "</td></tr>" : "</td>";
  }
}
