import type { Ctx } from "../context.ts";
import { Fault } from "../kernel/fault.ts";
import type { Actor } from "./actor.ts";

export type UserActor = Extract<Actor, { kind: "user" }>;

/** The person behind the call. Throws `forbidden` for a program: a key has no account of its own. */
export function userActor(ctx: Pick<Ctx, "actor">): UserActor {
  if (ctx.actor.kind !== "user") {
    throw new Fault("forbidden", "Only a person who is signed in can do this, not an API key.");
  }
  return ctx.actor;
}
