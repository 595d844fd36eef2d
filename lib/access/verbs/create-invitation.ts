import type { z } from "zod";
import { type Ctx, inTransaction } from "../../context.ts";
import { newId, newToken } from "../../kernel/ids.ts";
import { parse } from "../../kernel/parse.ts";
import { actorName } from "../actor.ts";
import { audit } from "../audit.ts";
import { authorise } from "../authorise.ts";
import { insertInvitation } from "../invitation-store.ts";
import { invitationView } from "../invitation-view.ts";
import { type CreateInvitation, type createdInvitation, createInvitation as schema } from "../schema.ts";
import { tokenHash } from "../secret-box.ts";

const DAYS = 7;

/** An invitation by link, good for seven days and one person. The link is in this answer and nowhere else. */
export async function createInvitation(
  ctx: Ctx,
  input: CreateInvitation,
): Promise<z.output<typeof createdInvitation>> {
  authorise(ctx, "members.write");
  const { role, email = null } = parse(schema, input);
  const now = ctx.clock.now();
  const token = newToken("inv");
  const row = {
    id: newId(now.getTime()),
    workspaceId: ctx.workspaceId,
    email,
    role,
    createdBy: actorName(ctx.actor),
    createdAt: now,
    expiresAt: new Date(now.getTime() + DAYS * 86_400_000),
  };
  await inTransaction(ctx, async (tx) => {
    await insertInvitation(tx.db, { ...row, tokenHash: tokenHash(token) });
    await audit(tx, {
      action: "invitation.created",
      object: { kind: "invitation", id: row.id, name: email ?? "whoever has the link" },
      changes: { role: { from: null, to: role } },
    });
  });
  return { ...invitationView({ ...row, acceptedAt: null, revokedAt: null }, now), path: `/invite/${token}` };
}
