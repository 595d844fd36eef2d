import type { Ctx } from "../context.ts";
import { Fault } from "../kernel/fault.ts";
import { type Permission, permissions } from "./permissions.ts";

/** First line of every verb. Throws `unauthenticated` or `forbidden` unless the actor of `ctx` holds `permission`. */
export function authorise(ctx: Pick<Ctx, "actor">, permission: Permission): void {
  const { actor } = ctx;
  const allowed = permissions[permission];
  if (allowed === "anyone" || actor.kind === "system") {
    return;
  }
  if (actor.kind === "anonymous") {
    throw new Fault("unauthenticated", "Sign in to go on.");
  }
  if (allowed === "signed-in") {
    return;
  }
  if (allowed === "system") {
    throw new Fault("forbidden", "Only Junction itself does this.");
  }
  const held: readonly string[] = allowed;
  if (actor.role === null || !held.includes(actor.role)) {
    throw new Fault("forbidden", `Your role does not allow this. It needs ${held.join(" or ")}.`);
  }
}

/** True when `authorise` would pass; for views that show or hide a control. */
export function isAllowed(ctx: Pick<Ctx, "actor">, permission: Permission): boolean {
  try {
    authorise(ctx, permission);
    return true;
  } catch (error) {
    if (error instanceof Fault) {
      return false;
    }
    throw error;
  }
}
