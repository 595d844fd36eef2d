import type { FilteredValueToken, Liquid, TagToken, TopLevelToken } from "liquidjs";
import type { Compiler, Node } from "../compiler.ts";
import { filteredOperand } from "../output.ts";
import { templateObjects } from "../types.ts";
import { Wrong } from "../wrong.ts";
import { CompiledTag } from "./compiled-tag.ts";
import { passRest } from "./read-block.ts";

/** `{% assign name = value %}` */
export class AssignTag extends CompiledTag {
  readonly #name: string;
  readonly #value: FilteredValueToken;

  constructor(token: TagToken, remaining: TopLevelToken[], liquid: Liquid) {
    super(token, remaining, liquid);
    const { tokenizer } = token;
    this.#name = tokenizer.readIdentifier().content;
    tokenizer.skipBlank();
    if (this.#name === "" || tokenizer.peek() !== "=") {
      throw new Error(`“assign ${token.args.trim().slice(0, 40)}”: it reads assign name = value.`);
    }
    tokenizer.advance();
    this.#value = tokenizer.readFilteredValue();
  }

  override compile(compiler: Compiler): Node {
    if (templateObjects.some((object) => object === this.#name)) {
      throw new Wrong(`${this.#name} is an object of its own; choose another name.`, this.token);
    }
    passRest(compiler, this.token);
    const { read, path, of = null } = filteredOperand(compiler, this.#value, this.token);
    const { slot } = compiler.scope.assign(this.#name, { path: path?.segments ?? null, of });
    return (run) => {
      run.slots[slot] = read(run);
    };
  }
}
