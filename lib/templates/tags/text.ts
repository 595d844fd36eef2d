import type { Liquid, TagToken, TopLevelToken } from "liquidjs";
import { TypeGuards } from "liquidjs";
import type { Node } from "../compiler.ts";
import { CompiledTag } from "./compiled-tag.ts";
import { takesNothing } from "./read-block.ts";

/** The text up to the tag that ends it, unread. */
function textUpToEnd(token: TagToken, remaining: TopLevelToken[]): string {
  takesNothing(token);
  let text = "";
  for (let next = remaining.shift(); next; next = remaining.shift()) {
    if (TypeGuards.isTagToken(next) && next.name === `end${token.name}`) {
      return text;
    }
    text += next.getText();
  }
  throw new Error(`“${token.getText()}” is not closed: {% end${token.name} %} is missing.`);
}

/** `raw`: Liquid that is to stay as it is written. */
export class RawTag extends CompiledTag {
  readonly #text: string;

  constructor(token: TagToken, remaining: TopLevelToken[], liquid: Liquid) {
    super(token, remaining, liquid);
    this.#text = textUpToEnd(token, remaining);
  }

  override compile(): Node {
    const text = this.#text;
    return (run) => {
      run.out += text;
    };
  }
}

/** `comment`: nothing of it is in the text. */
export class CommentTag extends CompiledTag {
  constructor(token: TagToken, remaining: TopLevelToken[], liquid: Liquid) {
    super(token, remaining, liquid);
    textUpToEnd(token, remaining);
  }

  override compile(): Node {
    return () => {};
  }
}
