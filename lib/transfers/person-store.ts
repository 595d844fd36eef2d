import type { Db } from "../db/client.ts";

export type PersonTransferRow = {
  audienceId: string;
  identity: string;
  transferId: string;
  partner: string;
  nickname: string;
  status: string;
  isKnown: boolean;
  holds: string | null;
  refused: string | null;
  code: string | null;
  reason: string | null;
  at: Date | null;
};

/** The transfers of these audiences, newest first, each with what its partner holds of the identity. */
export async function transfersOfIdentities(
  db: Db,
  workspaceId: string,
  users: { audienceId: string; identity: string }[],
): Promise<PersonTransferRow[]> {
  return db.sql<PersonTransferRow>(
    `select u.audience_id as "audienceId", u.identity, t.id as "transferId", t.partner, c.nickname, t.status,
       m.identity is not null as "isKnown", m.holds, m.refused, m.code, m.reason, m.at
     from unnest($2::uuid[], $3::text[]) as u(audience_id, identity)
     join transfers t on t.workspace_id = $1::uuid and t.audience_id = u.audience_id
     join connections c on c.workspace_id = $1::uuid and c.id = t.connection_id
     left join lateral (select * from transfer_members m where m.workspace_id = $1::uuid and m.transfer_id = t.id
       and m.identity = u.identity limit 1) m on true
     order by t.id desc limit 2000`,
    [workspaceId, users.map((user) => user.audienceId), users.map((user) => user.identity)],
  );
}
