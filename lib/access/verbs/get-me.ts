import type { Ctx } from "../../context.ts";
import { Fault } from "../../kernel/fault.ts";
import { authorise } from "../authorise.ts";
import type { Role } from "../permissions.ts";

export type Me = { kind: "user" | "key"; id: string; name: string; role: Role | null; workspaceId: string };

/** Who the caller is. */
export async function getMe(ctx: Ctx, _input: object): Promise<Me> {
  authorise(ctx, "self");
  const { actor } = ctx;
  if (actor.kind !== "user" && actor.kind !== "key") {
    throw new Fault("unauthenticated", "Sign in to go on.");
  }
  return { kind: actor.kind, id: actor.id, name: actor.name, role: actor.role, workspaceId: ctx.workspaceId };
}
