import { actorName } from "../../access/actor.ts";
import { audit } from "../../access/audit.ts";
import { authorise } from "../../access/authorise.ts";
import { type Ctx, inTransaction } from "../../context.ts";
import { newId } from "../../kernel/ids.ts";
import { parse } from "../../kernel/parse.ts";
import { partnerKit } from "../../partners/catalog.ts";
import { kitWith } from "../../partners/kit.ts";
import { refuseUnverified } from "../refuse-unverified.ts";
import { type ConnectionView, type ConnectPartner, connectPartner as schema } from "../schema.ts";
import { sealSecrets } from "../seal-secrets.ts";
import { settingsSchema, splitSettings } from "../settings-schema.ts";
import { insertConnection } from "../store.ts";
import { verifySettings } from "../verify.ts";
import { viewOf } from "../view.ts";

/**
 * Connects a partner. Its settings are tried first: refused by the partner, nothing is saved (`invalid`); a partner
 * that does not answer now is saved all the same and marked, so that an outage does not stop the set-up.
 */
export async function connectPartner(ctx: Ctx, input: ConnectPartner): Promise<ConnectionView> {
  authorise(ctx, "connections.write");
  const { partner } = parse(schema.pick({ partner: true }), input);
  const kit = kitWith(partnerKit(partner), ctx.hosts);
  // Together, so that the form shows every field that is wrong at once.
  const { nickname, values } = parse(schema.extend({ values: settingsSchema(kit.settings) }), input);
  const split = splitSettings(kit, values);
  const answer = await verifySettings(ctx, partner, split);
  refuseUnverified(kit, split.settings, answer);
  const now = ctx.clock.now();
  const id = newId(now.getTime());
  const connection = {
    id,
    partner,
    nickname,
    settings: split.settings,
    secrets: sealSecrets(ctx, kit, id, split.secrets),
    status: answer.ok ? ("connected" as const) : ("attention" as const),
    problem: answer.ok ? null : answer.message,
    lastVerifiedAt: answer.ok ? now : null,
    createdBy: actorName(ctx.actor),
    createdAt: now,
  };
  await inTransaction(ctx, async (tx) => {
    await insertConnection(tx.db, tx.workspaceId, connection);
    await audit(tx, {
      action: "connection.connected",
      object: { kind: "connection", id, name: nickname },
      changes: {
        partner: { from: null, to: kit.name },
        settings: { from: null, to: split.settings },
        ...Object.fromEntries(Object.keys(split.secrets).map((key) => [key, { from: null, to: "set" }])),
      },
    });
  });
  return viewOf(ctx, { ...connection, exportsInUse: 0, transfersInUse: 0, destinationsInUse: 0 });
}
