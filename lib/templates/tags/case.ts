import type {
  FilteredValueToken,
  Liquid,
  Template as Parsed,
  Parser,
  TagToken,
  TopLevelToken,
  ValueToken,
} from "liquidjs";
import type { Compiler, Node } from "../compiler.ts";
import type { Operand } from "../operand.ts";
import { asked, equals } from "../operators.ts";
import { filteredOperand } from "../output.ts";
import type { Run } from "../run.ts";
import { CompiledTag } from "./compiled-tag.ts";
import { passRest, readBlock, takesNothing, wrongTag } from "./read-block.ts";

type Branch = { values: ValueToken[]; templates: Parsed[] };

/** `"a", "b" or "c"` of a `when`. */
function valuesOf(tag: TagToken): ValueToken[] {
  const { tokenizer, args } = tag;
  const values: ValueToken[] = [];
  for (;;) {
    const value = tokenizer.readValue();
    if (!value) {
      throw wrongTag(`“when ${args.trim().slice(0, 40)}”: a value is missing.`, tag);
    }
    values.push(value as ValueToken);
    tokenizer.skipBlank();
    if (tokenizer.end()) {
      return values;
    }
    if (tokenizer.peek() === ",") {
      tokenizer.advance();
    } else if (tokenizer.readIdentifier().content !== "or") {
      throw wrongTag(`“when ${args.trim().slice(0, 40)}”: values are parted by a comma or by “or”.`, tag);
    }
  }
}

function matches(run: Run, target: unknown, { read, asks }: Operand): boolean {
  return asks === undefined ? equals(target, read(run)) : (asked[asks]?.(target) ?? false);
}

/** `case` with `when` and `else`. */
export class CaseTag extends CompiledTag {
  readonly #value: FilteredValueToken;
  readonly #branches: Branch[] = [];
  #otherwise: Parsed[] | null = null;
  #secondElse: TagToken | null = null;

  constructor(token: TagToken, remaining: TopLevelToken[], liquid: Liquid, parser: Parser) {
    super(token, remaining, liquid);
    this.#value = token.tokenizer.readFilteredValue();
    let open: Parsed[] = [];
    readBlock(token, remaining, parser, {
      add: (parsed) => open.push(parsed),
      on: {
        when: (tag) => {
          if (this.#otherwise) {
            throw wrongTag("“when” stands behind “else”.", tag);
          }
          open = [];
          this.#branches.push({ values: valuesOf(tag), templates: open });
        },
        else: (tag) => {
          takesNothing(tag);
          this.#secondElse ??= this.#otherwise && tag;
          open = [];
          this.#otherwise = open;
        },
      },
    });
    if (this.#branches.length === 0) {
      throw new Error("“case” has no “when”.");
    }
  }

  override compile(compiler: Compiler): Node {
    passRest(compiler, this.token);
    if (this.#secondElse) {
      compiler.readPast("There are two “else” in one block.", this.#secondElse);
    }
    const target = filteredOperand(compiler, this.#value, this.token).read;
    const branches = this.#branches.map(({ values, templates }) => ({
      values: values.map((value) => compiler.operand(value, "tested")),
      body: compiler.body(templates),
    }));
    const otherwise = compiler.body(this.#otherwise ?? []);
    return (run) => {
      const value = target(run);
      let isHit = false;
      for (const { values, body } of branches) {
        if (values.some((each) => matches(run, value, each))) {
          isHit = true;
          body(run);
        }
      }
      if (!isHit) {
        otherwise(run);
      }
    };
  }
}
