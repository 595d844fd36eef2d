import type { Db } from "../../db/client.ts";
import { parse } from "../../kernel/parse.ts";
import { type ConnectionSecrets, plainSettings, sealedSecrets } from "../../partners/access.ts";

export type SendingConnection = ConnectionSecrets & { nickname: string };

/** The connection that an export sends through, its secrets still sealed. Null when there is none. */
export async function sendingConnection(
  db: Db,
  workspaceId: string,
  id: string,
): Promise<SendingConnection | null> {
  const row = await db.prisma.connection.findUnique({ where: { workspaceId_id: { workspaceId, id } } });
  return (
    row && {
      id: row.id,
      partner: row.partner,
      nickname: row.nickname,
      settings: parse(plainSettings, row.settings),
      secrets: parse(sealedSecrets, row.secrets),
    }
  );
}

/** Marks the connection as one that needs a look, with the reason. */
export async function markAttention(
  db: Db,
  connection: { workspaceId: string; id: string; problem: string; now: Date },
): Promise<void> {
  await db.prisma.connection.update({
    where: { workspaceId_id: { workspaceId: connection.workspaceId, id: connection.id } },
    data: { status: "attention", problem: connection.problem, updatedAt: connection.now },
  });
}
