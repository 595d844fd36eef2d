import { z } from "zod";
import { applyImportStep, type StepFrom } from "../audiences/verbs/apply-import-step.ts";
import { fetchImport } from "../audiences/verbs/fetch-import.ts";
import type { Ctx } from "../context.ts";
import {
  applyListImportStep,
  firstListStep,
  type ListStepFrom,
} from "../segments/lists/verbs/apply-list-import-step.ts";

const payloadSchema = z.object({ workspaceId: z.string(), importId: z.string() });

async function nextJob(system: Ctx, name: string): Promise<z.output<typeof payloadSchema> | null> {
  const jobs = await system.db.sql<{ payload: unknown }>(
    `with ready as (
       select j.id, p.payload from graphile_worker.jobs j
       join graphile_worker._private_jobs p on p.id = j.id
       where j.task_identifier = $1 and j.run_at <= now() limit 1
     ) select payload, graphile_worker.complete_jobs(array[id]) from ready`,
    [name],
  );
  return jobs[0] ? payloadSchema.parse(jobs[0].payload) : null;
}

/** What workers do about files that were imported into lists, until none is left. */
export async function workListImports(system: Ctx): Promise<void> {
  for (;;) {
    const payload = await nextJob(system, "segments.apply-list-import");
    if (!payload) {
      return;
    }
    const { importId, workspaceId } = payload;
    const ctx = { ...system, workspaceId };
    for (
      let from: ListStepFrom | null = firstListStep;
      from;
      from = await applyListImportStep(ctx, { importId, from })
    ) {}
  }
}

/** What workers do about audiences that are to be read from the partner that keeps them, until none is left. */
export async function workImports(system: Ctx): Promise<void> {
  const { signal } = new AbortController();
  for (;;) {
    const payload = await nextJob(system, "audiences.fetch-import");
    if (!payload) {
      return;
    }
    const { importId, workspaceId } = payload;
    const ctx = { ...system, workspaceId };
    await fetchImport(ctx, { importId, lease: `test/${importId}`, isLast: true, signal });
    for (
      let from: StepFrom | null = { phase: "rows", after: "" };
      from;
      from = await applyImportStep(ctx, { importId, from })
    ) {}
  }
}
