import type { Db } from "../db/client.ts";
import type { Queryable, Sql } from "../db/queryable.ts";
import type { BadRow } from "./schema.ts";
import type { ReadSoFar } from "./stage-file.ts";

/** `lease`: of whoever reads its file from a partner; without one, of whoever was sent it. */
export type ImportPlace = { workspaceId: string; importId: string; lease?: string };

type StaleImport = ImportPlace & { status: string };

/** The tables of one kind of import: itself, its rows on their way, its refused rows. `leased`: some are read by workers. */
type Tables = { imports: string; staged: string; refusals: string; leased: boolean };

const STAGED_PIECE = 10_000;

/** What reading and ending an import does to its tables, whatever the file is for. */
export function stagedTables({ imports, staged, refusals, leased }: Tables) {
  const freed = leased ? ", lease = null" : "";
  const lease = (place: ImportPlace) => (leased ? [place.lease ?? null] : []);
  const reading = (at: number) => {
    const held = leased ? ` and lease is not distinct from $${at}` : "";
    return `where workspace_id = $1::uuid and id = $2::uuid and status = 'UPLOADING'${held}`;
  };

  async function deleteStaged(db: Db, place: ImportPlace): Promise<number> {
    const gone = await db.pool.query(
      // By their places in the table alone: with the key beside them, the planner compares each row of a table that was
      // never analysed with each place.
      `delete from ${staged} where ctid = any(array(
         select ctid from ${staged} where workspace_id = $1 and import_id = $2 limit $3 for update skip locked))`,
      [place.workspaceId, place.importId, STAGED_PIECE],
    );
    return gone.rowCount ?? 0;
  }

  return {
    refuse: async (db: Sql, place: ImportPlace, rows: BadRow[]): Promise<void> => {
      await db.sql(
        `insert into ${refusals} (workspace_id, import_id, line, reason, text)
         select $1::uuid, $2::uuid, * from unnest($3::int[], $4::text[], $5::text[]) on conflict do nothing`,
        [
          place.workspaceId,
          place.importId,
          rows.map((row) => row.line),
          rows.map((row) => row.reason),
          rows.map((row) => row.text),
        ],
      );
    },

    refusalsAfter: async (db: Db, place: ImportPlace, after: number, limit: number): Promise<BadRow[]> =>
      db.sql<BadRow>(
        `select line, reason, text from ${refusals}
         where workspace_id = $1::uuid and import_id = $2::uuid and line > $3::int order by line limit $4::int`,
        [place.workspaceId, place.importId, after, limit],
      ),

    /** Notes how far reading has come. False when the import is not being read any more (what it is for was deleted). */
    noteRead: async (client: Queryable, place: ImportPlace, read: ReadSoFar, now: Date): Promise<boolean> => {
      const done = await client.query(
        `update ${imports} set bytes = $3, rows = $4, accepted = $5, refused = $6, repeated = $7, heartbeat_at = $8
         ${reading(9)}`,
        [
          place.workspaceId,
          place.importId,
          read.bytes,
          read.rows,
          read.accepted,
          read.refused,
          read.repeated,
          now,
          ...lease(place),
        ],
      );
      return done.rowCount === 1;
    },

    /** From UPLOADING to APPLYING. False when it had ended. */
    markApplying: async (db: Db, place: ImportPlace, now: Date): Promise<boolean> => {
      const rows = await db.sql<{ id: string }>(
        `update ${imports} set status = 'APPLYING', heartbeat_at = $3::timestamptz${freed}
         ${reading(4)} returning id`,
        [place.workspaceId, place.importId, now.toISOString(), ...lease(place)],
      );
      return rows.length === 1;
    },

    /** From UPLOADING to FAILED. False when it had ended, or somebody else reads it now. */
    markFailed: async (db: Db, place: ImportPlace, problem: string, now: Date): Promise<boolean> => {
      const rows = await db.sql<{ id: string }>(
        `update ${imports} set status = 'FAILED', problem = $3, ended_at = $4::timestamptz${freed}
         ${reading(5)} returning id`,
        [place.workspaceId, place.importId, problem, now.toISOString(), ...lease(place)],
      );
      return rows.length === 1;
    },

    /** Deletes all staged rows of an import that has ended, some at a time; not those that somebody else is deleting. */
    deleteAllStaged: async (db: Db, place: ImportPlace): Promise<void> => {
      while ((await deleteStaged(db, place)) > 0) {}
    },

    /** Imports of any workspace of which nothing was heard since `uploadingBefore` or `applyingBefore`. */
    stale: async (db: Db, uploadingBefore: Date, applyingBefore: Date): Promise<StaleImport[]> =>
      db.sql<StaleImport>(
        `select workspace_id as "workspaceId", id as "importId", status from ${imports}
         where (status = 'UPLOADING'${leased ? " and not fetched" : ""} and heartbeat_at < $1::timestamptz)
           or (status = 'APPLYING' and heartbeat_at < $2::timestamptz) order by id limit 100`,
        [uploadingBefore.toISOString(), applyingBefore.toISOString()],
      ),

    /**
     * Imports of any workspace that ended before `endedBefore` and have staged rows left: whoever ended them died before it
     * had deleted these. Goes from import to import along the key of the staged rows, however many rows each has.
     */
    endedWithStaged: async (db: Db, endedBefore: Date): Promise<ImportPlace[]> =>
      db.sql<ImportPlace>(
        `with recursive staged as (
           (select workspace_id, import_id from ${staged} order by workspace_id, import_id limit 1)
           union all
           select n.workspace_id, n.import_id from staged s cross join lateral (
             select r.workspace_id, r.import_id from ${staged} r
             where (r.workspace_id, r.import_id) > (s.workspace_id, s.import_id)
             order by r.workspace_id, r.import_id limit 1) n
         )
         select i.workspace_id as "workspaceId", i.id as "importId" from staged s
         join ${imports} i on i.workspace_id = s.workspace_id and i.id = s.import_id
         where i.ended_at < $1::timestamptz order by i.id limit 100`,
        [endedBefore.toISOString()],
      ),
  };
}

export type StagedTables = ReturnType<typeof stagedTables>;
