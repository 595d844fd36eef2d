import type { z } from "zod";
import { exportById, type ExportRecord as Stored } from "../exports/export-store.ts";
import { type ExportView, createExport as schema } from "../exports/schema.ts";
import { createExport } from "../exports/verbs/create-export.ts";
import type { ExportWorld } from "./export-world.ts";
import { othersAreDone } from "./others-are-done.ts";

/**
 * Creates an export of all events of yesterday unless told otherwise. One that takes what is new takes it from the oldest writing
 * transaction of the whole server on: those of other tests are awaited, or it would take what this test wrote before, too.
 */
export async function makeExport(
  world: ExportWorld,
  fields: Partial<z.input<typeof schema>> = {},
): Promise<ExportView> {
  const frequency = fields.frequency ?? "one_time";
  await othersAreDone(world.ctx.db);
  return createExport(
    world.ctx,
    schema.parse({
      connectionId: world.connectionId,
      dataType: "all",
      frequency,
      ...(frequency === "one_time" && fields.dataType !== "profiles" ? { range: { kind: "yesterday" } } : {}),
      ...fields,
    }),
  );
}

/** The export as it is stored now. */
export async function storedExport(world: ExportWorld, id: string): Promise<Stored> {
  const record = await exportById(world.ctx.db, world.workspaceId, id);
  if (!record) {
    throw new Error(`No export ${id}`);
  }
  return record;
}

/** Noon of yesterday in UTC by the clock of `world`. */
export function yesterdayNoon(world: ExportWorld): Date {
  const day = new Date(world.ctx.clock.now().getTime() - 86_400_000).toISOString().slice(0, 10);
  return new Date(`${day}T12:00:00Z`);
}
