import type { Querying } from "../../db/client.ts";
import type { JsonObject } from "../../kernel/json.ts";
import type { MemberPlace, TransferScope } from "../run-settings.ts";

/** A user whom the partner holds otherwise than the audience says. */
export type Difference = {
  place: MemberPlace;
  identity: string;
  change: "set" | "remove";
  properties: JsonObject;
  /** Whether anything is noted of the user yet. */
  known: boolean;
};

export type DifferenceJob = {
  pool: Querying;
  workspaceId: string;
  transferId: string;
  audienceId: string;
  /** The value that members are to have at the partner. */
  name: string;
  scope: TransferScope;
  fromTx: string;
  toTx: string;
};

const ofAudience = "where m.workspace_id = $1::uuid and m.audience_id = $3::uuid";

// From the few refused ones: each has its row of the audience, or the person was deleted.
const refusedOnes = `from transfer_members t
  join lateral (select m.* from audience_members m where m.workspace_id = $1::uuid and m.audience_id = $3::uuid
    and m.identity = t.identity limit 1) m on true
  where t.workspace_id = $1::uuid and t.transfer_id = $2::uuid`;

// For a page in the middle: looked up by the key for each member, as a limit of one is no join that could be turned round.
// A page of the plain join read all of both tables up to it, which grew with the square of the audience; so does the join
// itself before the server has statistics of what was just written.
const lookedUp = (gate: string) => `from audience_members m
  left join lateral (select t.identity, t.holds, t.refused, t.refused_value from transfer_members t
    where t.workspace_id = $1::uuid and t.transfer_id = $2::uuid and t.identity = m.identity ${gate} limit 1) t on true
  ${ofAudience}`;

// A first run has nothing noted of those to come: asked once a page, instead of looking for each of them in vain.
const anyNoted = `and (select exists (select from transfer_members o
  where o.workspace_id = $1::uuid and o.transfer_id = $2::uuid and o.identity > $6::text))`;

// A member lacks the value, or somebody who left still has one.
const differs = `((m.present and t.holds is distinct from $4::text) or (not m.present and t.holds is not null))`;

// What the partner refused is not tried again as long as it would be the same again; retrying is the user's choice.
const notRefused = `(t.refused is null or t.refused is distinct from (case when m.present then 'set' else 'remove' end)
  or (m.present and t.refused_value is distinct from $4::text))`;

type ScopeSql = { from: string; where: string; order: string; after: string; bounds: boolean };

const byIdentity = { order: "m.identity", after: "m.identity > $6::text", bounds: false };

/** Each scope walks along an index: identities by the key, changes by their transaction. */
const scopes: Record<TransferScope, ScopeSql> = {
  all: { ...byIdentity, from: lookedUp(anyNoted), where: `${differs} and ${notRefused}` },
  changed: {
    from: lookedUp(""),
    where: `${differs} and m.changed_tx >= $7::bigint and m.changed_tx < $8::bigint`,
    order: "m.changed_tx, m.identity",
    after: "(m.changed_tx, m.identity) > ($5::bigint, $6::text)",
    bounds: true,
  },
  refused: {
    from: refusedOnes,
    where: `${differs} and t.refused is not null`,
    order: "t.identity",
    after: "t.identity > $6::text",
    bounds: false,
  },
  list: { ...byIdentity, from: lookedUp(anyNoted), where: "m.present and $4::text is not null" },
};

function valuesOf(job: DifferenceJob, after: MemberPlace | null): unknown[] {
  const { workspaceId, transferId, audienceId, name, scope, fromTx, toTx } = job;
  const bounds = scopes[scope].bounds ? [fromTx, toTx] : [];
  return [workspaceId, transferId, audienceId, name, after?.tx ?? "0", after?.identity ?? "", ...bounds];
}

/** Up to `limit` differences after a place, in the order of the scope; fewer only at the end. */
export async function differencePage(
  job: DifferenceJob,
  after: MemberPlace | null,
  limit: number,
): Promise<Difference[]> {
  const scope = scopes[job.scope];
  const { rows } = await job.pool.query<{
    tx: string;
    identity: string;
    present: boolean;
    properties: JsonObject;
    known: boolean;
  }>(
    `select m.changed_tx::text as tx, m.identity, m.present, m.properties, t.identity is not null as known
     ${scope.from} and ${scope.where}
       and ($5::bigint is null or ${scope.after})
     order by ${scope.order} limit ${Math.floor(limit)}`,
    valuesOf(job, after),
  );
  return rows.map((row) => ({
    place: { tx: row.tx, identity: row.identity },
    identity: row.identity,
    change: row.present ? "set" : "remove",
    properties: row.properties,
    known: row.known,
  }));
}

/** How many differences the scope has now. */
export async function countDifferences(job: DifferenceJob): Promise<number> {
  const scope = scopes[job.scope];
  const { rows } = await job.pool.query<{ count: string }>(
    `select count(*) as count ${scope.from} and ${scope.where} and ($5::bigint is null or ${scope.after})`,
    valuesOf(job, null),
  );
  return Number(rows[0]?.count ?? 0);
}
