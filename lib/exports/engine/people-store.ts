import type { IdentifierSlot } from "../../partners/connector.ts";
import { profileMessageId } from "../message-id.ts";
import type { RecordKey, RunSource } from "../run-settings.ts";
import { isoOf, slotColumns, utcText } from "./event-columns.ts";
import { onlyPeople } from "./only.ts";
import type { Reader, ReadJob, SourceRow } from "./source.ts";

export type PersonValues = [
  id: string,
  changedTx: string,
  timestamp: string,
  properties: string,
  ...ids: (string | null)[],
];

/** Traits: all properties, and the identifiers under the names that the tracking spec gives them. */
const traits = `(jsonb_strip_nulls(jsonb_build_object('email', p.email, 'phone', p.phone, 'name', p.name)) || p.properties)::text`;

export function personSelect(slots: IdentifierSlot[]): string {
  return [
    "p.id::text",
    "p.changed_tx::text",
    utcText("p.last_seen"),
    traits,
    ...slotColumns(slots, "person"),
  ].join(", ");
}

export function personRow(exportId: string, values: PersonValues, key: RecordKey): SourceRow {
  const [id, changedTx, timestamp, properties, ...ids] = values;
  return {
    key,
    personId: id,
    eventTx: null,
    eventSeq: null,
    record: {
      type: "identify",
      name: "identify",
      messageId: profileMessageId(exportId, id, changedTx),
      timestamp: isoOf(timestamp),
      ids,
      properties,
      context: "{}",
    },
  };
}

/** Before every id. */
const NOBODY = "00000000-0000-0000-0000-000000000000";

async function countOf(job: ReadJob, conditions: string, values: unknown[]): Promise<number> {
  const { rows } = await job.pool.query<{ count: string }>(
    `select count(*) from people p where p.workspace_id = $1::uuid and p.merged_into is null ${conditions}`,
    [job.workspaceId, ...values],
  );
  return Number(rows[0]?.count ?? 0);
}

type AllPeople = Extract<RunSource, { kind: "all_people" }>;
type ChangedPeople = Extract<RunSource, { kind: "changed_people" }>;

/** Everybody, by id, whatever changes meanwhile. */
export const allPeople: Reader<AllPeople> = {
  page: async (job, after, limit) => {
    const values: unknown[] = [job.workspaceId, after?.id ?? NOBODY, limit, job.until?.id ?? null];
    const only = onlyPeople(job.only, (value, type) => `$${values.push(value)}::${type}`);
    const { rows } = await job.pool.query<PersonValues>({
      text: `select ${personSelect(job.slots)} from people p
             where p.workspace_id = $1::uuid and p.merged_into is null and p.id > $2::uuid
               and ($4::uuid is null or p.id <= $4)${only}
             order by p.id limit $3::int`,
      values,
      rowMode: "array",
    });
    return rows.map((row) => personRow(job.exportId, row, { id: row[0] }));
  },
  count: (job) => countOf(job, "", []),
};

/** Who changed in the window. One who changes again meanwhile moves into the next window. */
export const changedPeople: Reader<ChangedPeople> = {
  page: async (job, after, limit) => {
    const values: unknown[] = [
      job.workspaceId,
      job.fromTx,
      job.toTx,
      after?.tx ?? "-1",
      after?.id ?? NOBODY,
      limit,
      job.until?.tx ?? null,
      job.until?.id ?? null,
    ];
    const only = onlyPeople(job.only, (value, type) => `$${values.push(value)}::${type}`);
    const { rows } = await job.pool.query<PersonValues>({
      text: `select ${personSelect(job.slots)} from people p
             where p.workspace_id = $1::uuid and p.changed_tx >= $2::bigint and p.changed_tx < $3::bigint
               and (p.changed_tx, p.id) > ($4::bigint, $5::uuid) and p.merged_into is null
               and ($7::bigint is null or (p.changed_tx, p.id) <= ($7, $8::uuid))${only}
             order by p.changed_tx, p.id limit $6::int`,
      values,
      rowMode: "array",
    });
    return rows.map((row) => personRow(job.exportId, row, { tx: row[1], id: row[0] }));
  },
  count: (job) =>
    countOf(job, "and p.changed_tx >= $2::bigint and p.changed_tx < $3::bigint", [job.fromTx, job.toTx]),
};
