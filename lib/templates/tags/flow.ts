import type { Liquid, TagToken, TopLevelToken } from "liquidjs";
import type { Compiler, Node } from "../compiler.ts";
import { momentText } from "../print.ts";
import { abortion, type Jump } from "../run.ts";
import { Wrong } from "../wrong.ts";
import { CompiledTag } from "./compiled-tag.ts";
import { takesNothing } from "./read-block.ts";

abstract class PlainTag extends CompiledTag {
  constructor(token: TagToken, remaining: TopLevelToken[], liquid: Liquid) {
    super(token, remaining, liquid);
    takesNothing(token);
  }
}

abstract class JumpTag extends PlainTag {
  protected abstract readonly jump: Jump;

  override compile(compiler: Compiler): Node {
    if (!compiler.scope.isInLoop()) {
      throw new Wrong(`“${this.token.name}” stands outside of a loop.`, this.token);
    }
    const { jump } = this;
    return (run) => {
      run.jump = jump;
    };
  }
}

export class BreakTag extends JumpTag {
  protected override readonly jump = "break";
}

export class ContinueTag extends JumpTag {
  protected override readonly jump = "continue";
}

/** CleverTap's own: the person gets no message. */
export class AbortTag extends PlainTag {
  override compile(): Node {
    return () => {
      throw abortion;
    };
  }
}

/** The moment of the rendering, printed like every date. */
export class NowTag extends PlainTag {
  override compile(): Node {
    return (run) => {
      run.out += momentText(run.options.now, run.options.timeZone);
    };
  }
}
