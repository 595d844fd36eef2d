import type { Db } from "../db/client.ts";
import type { ImportPlace } from "./staged-tables.ts";

/** Where imports of one kind are kept: their table, its column that says into what, and how a row `i` is read. */
type Kept = { table: string; into: string; columns: string };

/** What is asked of imports, whatever they fill. `intoId`: the audience or list that one fills. */
export function importRecords<Row>({ table, into, columns }: Kept) {
  return {
    byId: async (
      db: Db,
      { workspaceId, importId }: Pick<ImportPlace, "workspaceId" | "importId">,
    ): Promise<Row | null> => {
      const rows = await db.sql<Row>(
        `select ${columns} from ${table} i where i.workspace_id = $1::uuid and i.id = $2::uuid`,
        [workspaceId, importId],
      );
      return rows[0] ?? null;
    },
    /** Newest first. */
    last: (db: Db, workspaceId: string, intoId: string, limit: number): Promise<Row[]> =>
      db.sql<Row>(
        `select ${columns} from ${table} i where i.workspace_id = $1::uuid and i.${into} = $2::uuid
         order by i.created_at desc, i.id desc limit $3::int`,
        [workspaceId, intoId, limit],
      ),
    /** Whether one has not ended yet. */
    isRunning: async (db: Db, workspaceId: string, intoId: string): Promise<boolean> => {
      const rows = await db.sql<{ found: boolean }>(
        `select exists (select 1 from ${table} where workspace_id = $1::uuid and ${into} = $2::uuid
           and status in ('UPLOADING', 'APPLYING')) as found`,
        [workspaceId, intoId],
      );
      return rows[0]?.found ?? false;
    },
  };
}
