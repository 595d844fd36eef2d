import type { Ctx } from "../context.ts";
import { Fault } from "../kernel/fault.ts";
import { type VersionRecord, versionById } from "./version-store.ts";
import { journeyInWorkspace } from "./views.ts";

/** The version of a journey in the caller's workspace. Throws `not_found` for either. */
export async function versionInJourney(ctx: Ctx, id: string, number: number): Promise<VersionRecord> {
  await journeyInWorkspace(ctx, id);
  const version = await versionById(ctx.db, ctx.workspaceId, id, number);
  if (!version) {
    throw new Fault("not_found", "There is no such version of this journey.");
  }
  return version;
}
