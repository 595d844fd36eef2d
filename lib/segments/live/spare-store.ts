import type { Queryable } from "../../db/queryable.ts";
import { unseen, unseenFrom } from "../../db/unseen.ts";
import type { JsonObject } from "../../kernel/json.ts";

export type Pair = { segmentId: string; personId: string };

/** Of each pair, in order, whether the person is a member and whether a time is noted. */
export async function selectStandings(
  client: Queryable,
  workspaceId: string,
  pairs: readonly Pair[],
): Promise<{ member: boolean; due: boolean }[]> {
  const { rows } = await client.query<{ member: boolean; due: boolean }>({
    name: "segments.standings",
    text: `select m.is as member, d.is as due
      from unnest(${unseenFrom(2, ["uuid", "uuid"])}) with ordinality as g(segment_id, person_id, n)
      cross join lateral (select exists (select 1 from segment_members r where r.workspace_id = $1::uuid
        and r.segment_id = g.segment_id and r.person_id = g.person_id offset 0) as is) m
      cross join lateral (select exists (select 1 from segment_dues r where r.workspace_id = $1::uuid
        and r.segment_id = g.segment_id and r.person_id = g.person_id offset 0) as is) d
      order by g.n`,
    values: [workspaceId, pairs.map(({ segmentId }) => segmentId), pairs.map(({ personId }) => personId)],
  });
  return rows;
}

export async function selectProperties(
  client: Queryable,
  workspaceId: string,
  people: readonly string[],
): Promise<ReadonlyMap<string, JsonObject>> {
  const { rows } = await client.query<{ id: string; properties: JsonObject }>({
    name: "segments.properties",
    text: `select p.id, p.properties from unnest(${unseen(2, "uuid")}) as g(id) cross join lateral (
      select r.id, r.properties from people r where r.workspace_id = $1::uuid and r.id = g.id offset 0) p`,
    values: [workspaceId, people],
  });
  return new Map(rows.map(({ id, properties }) => [id, properties]));
}
