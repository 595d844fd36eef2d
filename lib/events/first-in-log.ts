/** SQL: every transaction before this one has ended. */
export const completeUpTo = "pg_snapshot_xmin(pg_current_snapshot())::text::bigint";

/**
 * SQL: whether a workspace's log has an event `e` that meets `where`, a range of (tx, seq). One step down the index: a bare
 * `exists` may be planned as a read of the whole log, as there is no knowing of a range that only begins.
 */
export const isInLog = (workspace: string, where: string): string =>
  `(select true from events e where e.workspace_id = ${workspace} and ${where} order by e.tx, e.seq limit 1) is not null`;
