import type { Ctx } from "../context.ts";
import type { JobRun } from "../jobs/define-job.ts";
import { Rests } from "../jobs/rests.ts";
import { type Hold, workOn } from "./work-on.ts";

export type Due = { workspaceId: string; id: string };

type Kind = {
  /** What a turn is about, in the log: `destination`. */
  noun: string;
  /** Turns of one process at the same time; most of them wait for a partner. */
  most: number;
  /** Works on one under a lease of its own. `idle`: there was nothing to do. */
  turn(ctx: Ctx, id: string, hold: Hold): Promise<"idle" | "worked">;
  /** One that had nothing to do is left alone so long. */
  idleMs?: number;
};

export type Turns = {
  isWorkedOn(id: string): boolean;
  /** Begins a turn of its own for each that is due, as long as there is room: one that is slow keeps nobody waiting. */
  begin(
    ctx: Ctx,
    run: JobRun,
    find: (look: { now: Date; except: string[]; limit: number }) => Promise<Due[]>,
  ): Promise<void>;
  /** Resolves when all that were begun have ended. */
  end(): Promise<void>;
};

/** Turns that a process takes at things that wait, beside each other and beside the queue. What fails is tried again later. */
export function turnsAt({ noun, most, turn, idleMs = 0 }: Kind): Turns {
  const running = new Map<string, Promise<void>>();
  const rests = new Rests();

  async function takeTurn(ctx: Ctx, job: JobRun, id: string): Promise<void> {
    try {
      const last: { end: "idle" | "worked" } = { end: "idle" };
      await workOn(ctx, {
        runId: id,
        job,
        outage: null,
        turn: async (hold) => {
          last.end = await turn(ctx, id, hold);
          return "over";
        },
      });
      rests.succeeded(id, last.end === "idle" ? idleMs : 0);
    } catch (error) {
      if (rests.failed(id)) {
        ctx.log.error({ [noun]: id, err: error }, `a ${noun} failed and will be tried again`);
      }
    }
  }

  return {
    isWorkedOn: (id) => running.has(id),
    begin: async (ctx, run, find) => {
      const limit = most - running.size;
      if (limit <= 0) {
        return;
      }
      const except = [...running.keys(), ...rests.now()];
      for (const { workspaceId, id } of await find({ now: ctx.clock.now(), except, limit })) {
        running.set(
          id,
          takeTurn({ ...ctx, workspaceId }, run, id).finally(() => running.delete(id)),
        );
      }
    },
    end: async () => {
      await Promise.all(running.values());
    },
  };
}
