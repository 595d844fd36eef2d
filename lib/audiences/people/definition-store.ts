import type { Sql } from "../../db/queryable.ts";

/** Changes fields of an audience's definition; where `begunAt` is given, only while that snapshot is the last begun. */
export async function patchDefinition(
  db: Sql,
  audience: { workspaceId: string; id: string; begunAt?: string },
  patch: object,
): Promise<void> {
  await db.sql(
    `update audiences set definition = definition || $3::jsonb where workspace_id = $1::uuid and id = $2::uuid
       and ($4::text is null or definition->>'begunAt' = $4::text)`,
    [audience.workspaceId, audience.id, JSON.stringify(patch), audience.begunAt ?? null],
  );
}
