import { z } from "zod";
import { applyImportStep, type StepFrom } from "../audiences/verbs/apply-import-step.ts";
import { fetchImport } from "../audiences/verbs/fetch-import.ts";
import type { Ctx } from "../context.ts";

const payloadSchema = z.object({ workspaceId: z.string(), importId: z.string() });

/** What workers do about audiences that are to be read from the partner that keeps them, until none is left. */
export async function workImports(system: Ctx): Promise<void> {
  const { signal } = new AbortController();
  for (;;) {
    const jobs = await system.db.sql<{ payload: unknown }>(
      `with ready as (
         select j.id, p.payload from graphile_worker.jobs j
         join graphile_worker._private_jobs p on p.id = j.id
         where j.task_identifier = 'audiences.fetch-import' and j.run_at <= now() limit 1
       ) select payload, graphile_worker.complete_jobs(array[id]) from ready`,
    );
    const payload = jobs[0] && payloadSchema.parse(jobs[0].payload);
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
