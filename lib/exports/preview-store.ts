import type { Querying } from "../db/client.ts";
import type { IdentifierSlot } from "../partners/connector.ts";
import { eventTypes, slotColumns } from "./engine/event-columns.ts";

export type People = { people: number; without: number };

function lacking(slots: IdentifierSlot[]): string {
  return `coalesce(${[...slotColumns(slots, "person"), "null::text"].join(", ")}) is null`;
}

/** People behind the events of a period, and how many of them have none of the identifiers. */
export async function peopleOfEvents(
  connection: Querying,
  asked: { workspaceId: string; names: string[] | null; from: string; to: string; slots: IdentifierSlot[] },
): Promise<People> {
  const { rows } = await connection.query<{ people: string; without: string }>(
    `select count(*) as people, count(*) filter (where ${lacking(asked.slots)}) as without from (
       select distinct e.person_id from events e where e.workspace_id = $1::uuid
         and ($2::text[] is null or e.name = any($2)) and e.timestamp >= $3::timestamptz and e.timestamp < $4::timestamptz
         and e.type in ${eventTypes}
     ) d left join people p on p.workspace_id = $1::uuid and p.id = d.person_id`,
    [asked.workspaceId, asked.names, asked.from, asked.to],
  );
  return { people: Number(rows[0]?.people ?? 0), without: Number(rows[0]?.without ?? 0) };
}

export async function allPeopleCounted(
  connection: Querying,
  workspaceId: string,
  slots: IdentifierSlot[],
): Promise<People> {
  const { rows } = await connection.query<{ people: string; without: string }>(
    `select count(*) as people, count(*) filter (where ${lacking(slots)}) as without
     from people p where p.workspace_id = $1::uuid and p.merged_into is null`,
    [workspaceId],
  );
  return { people: Number(rows[0]?.people ?? 0), without: Number(rows[0]?.without ?? 0) };
}
