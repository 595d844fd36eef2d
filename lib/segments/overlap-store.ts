import type { Db } from "../db/client.ts";
import type { OverlapView } from "./looking-schema.ts";

/** How many are members of the one alone, of both, and of the other alone. */
export async function overlapOf(
  db: Db,
  workspaceId: string,
  segmentId: string,
  otherId: string,
): Promise<OverlapView> {
  const of = (segment: string) => `select person_id from segment_members
    where workspace_id = $1::uuid and segment_id = ${segment}::uuid`;
  const rows = await db.sql<OverlapView>(
    `with counted as (
       select (select count(*) from (${of("$2")}) a)::int as a, (select count(*) from (${of("$3")}) b)::int as b,
         (select count(*) from (${of("$2")}) a join (${of("$3")}) b using (person_id))::int as "both")
     select a - "both" as here, "both", b - "both" as there from counted`,
    [workspaceId, segmentId, otherId],
  );
  return rows[0] ?? { here: 0, both: 0, there: 0 };
}
