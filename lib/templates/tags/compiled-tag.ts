import { Tag } from "liquidjs";
import type { Compiler, Node } from "../compiler.ts";

/** A tag that is read by liquidjs and turned into a function of ours; liquidjs never renders. */
export abstract class CompiledTag extends Tag {
  abstract compile(compiler: Compiler): Node;

  override render(): never {
    throw new Error("Templates are compiled, not rendered by liquidjs.");
  }
}
