import { audit } from "../../access/audit.ts";
import { authorise } from "../../access/authorise.ts";
import { type Ctx, inTransaction } from "../../context.ts";
import { Fault } from "../../kernel/fault.ts";
import { parse } from "../../kernel/parse.ts";
import { readableSecrets } from "../../partners/access.ts";
import { partnerKit } from "../../partners/catalog.ts";
import { kitWith } from "../../partners/kit.ts";
import { refuseUnverified } from "../refuse-unverified.ts";
import { type ConnectionView, type RotateSecret, rotateSecret as schema } from "../schema.ts";
import { sealSecrets } from "../seal-secrets.ts";
import { parseSettings, secretKeys } from "../settings-schema.ts";
import { connectionInWorkspace, updateConnectionRow } from "../store.ts";
import { verifySettings } from "../verify.ts";
import { viewOf } from "../view.ts";

/**
 * Replaces a connection's secrets without a gap: the old ones serve until the partner has accepted the new ones.
 * Throws `invalid` when it refuses them and `unavailable` when it does not answer; the old ones stay then.
 */
export async function rotateSecret(ctx: Ctx, input: RotateSecret): Promise<ConnectionView> {
  authorise(ctx, "connections.write");
  const { id, values } = parse(schema, input);
  const kept = await connectionInWorkspace(ctx.db, ctx.workspaceId, id);
  const { partner } = kept;
  const kit = kitWith(partnerKit(partner), ctx.hosts);
  const secrets = secretKeys(kit, kept.settings);
  const given = Object.keys(values);
  const foreign = given.find((key) => !secrets.includes(key));
  if (given.length === 0 || foreign !== undefined) {
    const field = foreign ?? "values";
    const message =
      foreign === undefined
        ? `Enter the new ${secrets.join(" or ")}`
        : "This connection keeps no such secret";
    throw new Fault("invalid", `${field}: ${message}`, { problems: [{ path: field, field, message }] });
  }
  const split = parseSettings(kit, { ...kept.settings, ...readableSecrets(ctx, kept), ...values });
  const answer = await verifySettings(ctx, partner, split);
  refuseUnverified(kit, split.settings, answer);
  if (!answer.ok) {
    throw new Fault("unavailable", `${answer.message} The old key stays in use.`, { retry: "later" });
  }
  const now = ctx.clock.now();
  return inTransaction(ctx, async (tx) => {
    const before = await connectionInWorkspace(tx.db, tx.workspaceId, id);
    const replaced = Object.fromEntries(given.map((key) => [key, split.secrets[key] ?? ""]));
    const change = {
      secrets: { ...before.secrets, ...sealSecrets(ctx, kit, id, replaced) },
      settings: { ...before.settings, ...kit.found?.read(split.secrets) },
      status: "connected" as const,
      problem: null,
      lastVerifiedAt: now,
    };
    await updateConnectionRow(tx.db, tx.workspaceId, id, { ...change, updatedAt: now });
    await audit(tx, {
      action: "connection.rotated",
      object: { kind: "connection", id, name: before.nickname },
      changes: Object.fromEntries(given.map((key) => [key, { from: "set", to: "replaced" }])),
    });
    return viewOf(ctx, { ...before, ...change });
  });
}
