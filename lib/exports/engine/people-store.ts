import type { RowFields } from "../../db/copied-rows.ts";
import { copyRows } from "../../db/copy-rows.ts";
import type { IdentifierSlot } from "../../partners/connector.ts";
import { profileMessageId } from "../message-id.ts";
import type { RecordKey, RunSource } from "../run-settings.ts";
import { slotColumns } from "./event-columns.ts";
import { onlyPeople } from "./only.ts";
import type { Reader, ReadJob, RowFormat } from "./source.ts";

/** Traits: all properties, and the identifiers under the names that the tracking spec gives them. */
const traits = `(jsonb_strip_nulls(jsonb_build_object('email', p.email, 'phone', p.phone, 'name', p.name)) || p.properties)`;

/** Columns of a person's row in the order that `personFormat` reads. */
export function personSelect(slots: IdentifierSlot[]): string {
  return ["p.id", "p.changed_tx", "p.last_seen", traits, ...slotColumns(slots, "person")].join(", ");
}

/** A person has no context. */
const NO_CONTEXT = Buffer.from("{}");

/** Rows of `personSelect`; `before` are columns that stand before it and that `keyOf` reads. */
export function personFormat(
  job: Pick<ReadJob, "exportId" | "slots">,
  source: { before: number; keyOf(person: { id: string; tx: string }, before: RowFields): RecordKey },
): RowFormat {
  const name = "identify";
  return {
    originColumns: source.before + 2,
    origin: (fields) => {
      const before = fields.copy();
      fields.skip(source.before);
      const id = fields.uuid();
      const tx = fields.digits();
      const messageId = profileMessageId(job.exportId, id, tx);
      const key = source.keyOf({ id, tx }, before);
      return { key, personId: id, eventTx: null, eventSeq: null, name, messageId };
    },
    record: (fields) => {
      fields.skip(source.before);
      return {
        type: name,
        name,
        messageId: profileMessageId(job.exportId, fields.uuid(), fields.digits()),
        timestamp: fields.moment(),
        properties: fields.json(),
        context: NO_CONTEXT,
        ids: job.slots.map(() => fields.textOrNull()),
      };
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
  format: (job) => personFormat(job, { before: 0, keyOf: ({ id }) => ({ id }) }),
  page: async (job, after, limit, into) => {
    const values: unknown[] = [job.workspaceId, after?.id ?? NOBODY, limit, job.until?.id ?? null];
    const only = onlyPeople(job.only, (value, type) => `$${values.push(value)}::${type}`);
    const text = `select ${personSelect(job.slots)} from people p
             where p.workspace_id = $1::uuid and p.merged_into is null and p.id > $2::uuid
               and ($4::uuid is null or p.id <= $4)${only}
             order by p.id limit $3::int`;
    await copyRows(job.pool, { text, values }, into);
  },
  count: (job) => countOf(job, "", []),
};

/** Who changed in the window. One who changes again meanwhile moves into the next window. */
export const changedPeople: Reader<ChangedPeople> = {
  format: (job) => personFormat(job, { before: 0, keyOf: ({ id, tx }) => ({ tx, id }) }),
  page: async (job, after, limit, into) => {
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
    const text = `select ${personSelect(job.slots)} from people p
             where p.workspace_id = $1::uuid and p.changed_tx >= $2::bigint and p.changed_tx < $3::bigint
               and (p.changed_tx, p.id) > ($4::bigint, $5::uuid) and p.merged_into is null
               and ($7::bigint is null or (p.changed_tx, p.id) <= ($7, $8::uuid))${only}
             order by p.changed_tx, p.id limit $6::int`;
    await copyRows(job.pool, { text, values }, into);
  },
  count: (job) =>
    countOf(job, "and p.changed_tx >= $2::bigint and p.changed_tx < $3::bigint", [job.fromTx, job.toTx]),
};
