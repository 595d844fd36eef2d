import type { Ctx } from "../context.ts";
import { isConnectionLoss } from "../db/connection-loss.ts";
import { Rests } from "./rests.ts";

/**
 * Things of one kind that are worked on one after the other, each apart: one that fails holds up none behind it. It is left alone
 * for a while, longer each time, and tried again; the first failure of several is told in the log. A database that is away is
 * nobody's failure: it is thrown on.
 */
export class Apart {
  private readonly noun: string;
  private readonly rests = new Rests();

  /** `noun`: what they are, in the log. */
  constructor(noun: string) {
    this.noun = noun;
  }

  /** Those that are left alone just now. */
  resting(): string[] {
    return this.rests.now();
  }

  private failedAt(ctx: Ctx, key: string, error: unknown): void {
    if (isConnectionLoss(error)) {
      throw error;
    }
    if (this.rests.failed(key)) {
      ctx.log.error({ [this.noun]: key, err: error }, `a ${this.noun} failed and will be tried again`);
    }
  }

  /** Works on one. Null: it failed, or it is left alone. */
  async work<T>(ctx: Ctx, key: string, work: () => Promise<T>): Promise<T | null> {
    if (this.rests.has(key)) {
      return null;
    }
    try {
      const done = await work();
      this.rests.succeeded(key);
      return done;
    } catch (error) {
      this.failedAt(ctx, key, error);
      return null;
    }
  }

  /**
   * Works on the next one, which `work` finds among those that are not `resting`, and names by `take` as soon as it has it.
   * False: there is none.
   */
  async workOnNext(ctx: Ctx, work: (take: (key: string) => void) => Promise<boolean>): Promise<boolean> {
    const taken: string[] = [];
    try {
      const found = await work((key) => taken.push(key));
      for (const key of taken) {
        this.rests.succeeded(key);
      }
      return found;
    } catch (error) {
      const [key] = taken;
      if (key === undefined) {
        throw error;
      }
      this.failedAt(ctx, key, error);
      return true;
    }
  }
}
