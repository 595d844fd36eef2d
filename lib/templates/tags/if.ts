import type {
  FilteredValueToken,
  Liquid,
  Template as Parsed,
  Parser,
  TagToken,
  TopLevelToken,
} from "liquidjs";
import type { Compiler, Node } from "../compiler.ts";
import { isTruthy } from "../member.ts";
import { filteredOperand } from "../output.ts";
import { CompiledTag } from "./compiled-tag.ts";
import { passRest, readBlock, takesNothing, wrongTag } from "./read-block.ts";

type Branch = { token: TagToken; condition: FilteredValueToken; wanted: boolean; templates: Parsed[] };

/** `if` and `unless` with `elsif` and `else`. */
export class IfTag extends CompiledTag {
  readonly #branches: Branch[] = [];
  #otherwise: Parsed[] | null = null;

  constructor(token: TagToken, remaining: TopLevelToken[], liquid: Liquid, parser: Parser) {
    super(token, remaining, liquid);
    const branch = (of: TagToken, wanted: boolean) => {
      const templates: Parsed[] = [];
      this.#branches.push({ token: of, condition: of.tokenizer.readFilteredValue(), wanted, templates });
      return templates;
    };
    let open = branch(token, token.name === "if");
    readBlock(token, remaining, parser, {
      add: (parsed) => open.push(parsed),
      on: {
        elsif: (tag) => {
          if (this.#otherwise) {
            throw wrongTag("“elsif” stands behind “else”.", tag);
          }
          open = branch(tag, true);
        },
        else: (tag) => {
          takesNothing(tag);
          if (this.#otherwise) {
            throw wrongTag("There are two “else” in one block.", tag);
          }
          open = [];
          this.#otherwise = open;
        },
      },
    });
  }

  override compile(compiler: Compiler): Node {
    const branches = this.#branches.map(({ token, condition, wanted, templates }) => {
      passRest(compiler, token);
      const { read } = filteredOperand(compiler, condition, token);
      return { read, wanted, body: compiler.body(templates) };
    });
    const otherwise = compiler.body(this.#otherwise ?? []);
    return (run) => {
      for (const { read, wanted, body } of branches) {
        if (isTruthy(read(run)) === wanted) {
          body(run);
          return;
        }
      }
      otherwise(run);
    };
  }
}
