import { audit, changesBetween } from "../../access/audit.ts";
import { authorise } from "../../access/authorise.ts";
import { type Ctx, inTransaction } from "../../context.ts";
import { Fault } from "../../kernel/fault.ts";
import { parse } from "../../kernel/parse.ts";
import { partnerKit } from "../../partners/catalog.ts";
import { isAtAnotherHost, kitWith } from "../../partners/kit.ts";
import { openConnection } from "../access.ts";
import { refuseKeptSecrets } from "../refuse-kept-secrets.ts";
import { refuseUnverified } from "../refuse-unverified.ts";
import { type ConnectionView, updateConnection as schema, type UpdateConnection } from "../schema.ts";
import { sealSecrets } from "../seal-secrets.ts";
import { parseSettings, secretKeys } from "../settings-schema.ts";
import { connectionInWorkspace, lockConnection, updateConnectionRow } from "../store.ts";
import { countedUses, forgetTold, transfersThrough } from "../uses-store.ts";
import { verifySettings } from "../verify.ts";
import { viewOf } from "../view.ts";

const stateOf = ({ status, problem }: { status: string; problem: string | null }) => ({ status, problem });

/** Makes sure that nobody takes for told to the new account what was told to the former one. In the caller's transaction. */
async function leaveAccount(tx: Ctx, { id, nickname }: { id: string; nickname: string }): Promise<void> {
  await lockConnection(tx.db, tx.workspaceId, id);
  const sending = await transfersThrough(tx.db, tx.workspaceId, id);
  if (sending.length > 0) {
    const [verb, them] = sending.length === 1 ? ["sends", "it"] : ["send", "them"];
    throw new Fault(
      "conflict",
      `${countedUses(sending)} ${verb} to the present account of "${nickname}". Stop ${them} first; sent again afterwards, the audience goes to the new account as a whole.`,
      {
        blockers: sending.map(({ kind, id: of, name, status }) => ({
          kind,
          id: of,
          name: `${name} (${status})`,
        })),
      },
    );
  }
  await forgetTold(tx.db, tx.workspaceId, id);
}

/**
 * Changes the nickname or the settings that are not secret; changed settings are tried first, and the connection is as that
 * test said. A secret is taken where the changed settings ask for one that the connection does not keep; those that they do
 * not ask for any more are forgotten. Where they name another host, secrets have to be entered again (`invalid`): nobody reads
 * what is kept by sending it to a host of theirs. Settings of another account wait until no transfer sends through it any
 * more (`conflict` with those that do); what the former account was told of users is forgotten.
 */
export async function updateConnection(ctx: Ctx, input: UpdateConnection): Promise<ConnectionView> {
  authorise(ctx, "connections.write");
  const { id, nickname, values } = parse(schema, input);
  const before = await connectionInWorkspace(ctx.db, ctx.workspaceId, id);
  const kit = kitWith(partnerKit(before.partner), ctx.hosts);
  const moves =
    values !== undefined && isAtAnotherHost(kit, before.settings, { ...before.settings, ...values });
  const secret = secretKeys(kit).find((key) => values?.[key] !== undefined && before.secrets[key]);
  if (secret !== undefined && !moves) {
    const message = "Secrets are replaced by rotating them, which checks the new one first.";
    throw new Fault("invalid", `values.${secret}: ${message}`, {
      problems: [{ path: `values.${secret}`, field: secret, message }],
    });
  }
  if (moves) {
    refuseKeptSecrets(kit, before, values);
  }
  const now = ctx.clock.now();
  let { settings, secrets, status, problem, lastVerifiedAt } = before;
  if (values) {
    const { access } = await openConnection(ctx, id);
    const serving = moves ? {} : access.secrets;
    const split = parseSettings(kit, { ...serving, ...before.settings, ...values });
    const answer = await verifySettings(ctx, before.partner, split);
    refuseUnverified(kit, split.settings, answer);
    status = answer.ok ? "connected" : "attention";
    problem = answer.ok ? null : answer.message;
    lastVerifiedAt = answer.ok ? now : lastVerifiedAt;
    settings = split.settings;
    const kept = Object.entries(before.secrets).filter(([key]) => key in serving && key in split.secrets);
    const added = Object.entries(split.secrets).filter(([key, value]) => value !== "" && !(key in serving));
    secrets = { ...Object.fromEntries(kept), ...sealSecrets(ctx, kit, id, Object.fromEntries(added)) };
  }
  const change = {
    nickname: nickname ?? before.nickname,
    // A new name alone must not bring back what a rotation or a run has changed meanwhile.
    ...(values && { settings, secrets, status, problem, lastVerifiedAt }),
  };
  const after = { ...before, ...change };
  const isSet = (sealed: object) =>
    Object.fromEntries(secretKeys(kit).map((key) => [key, key in sealed ? "set" : null]));
  const replaced = moves ? Object.keys(secrets).filter((key) => before.secrets[key]) : [];
  const changes = {
    ...Object.fromEntries(replaced.map((key) => [key, { from: "set", to: "replaced" }])),
    ...changesBetween(
      { nickname: before.nickname, ...before.settings, ...isSet(before.secrets), ...stateOf(before) },
      { nickname: after.nickname, ...settings, ...isSet(secrets), ...stateOf(after) },
    ),
  };
  const isChanged = Object.keys(changes).length > 0;
  if (isChanged || values) {
    await inTransaction(ctx, async (tx) => {
      if (kit.accountFields?.some((key) => before.settings[key] !== settings[key])) {
        await leaveAccount(tx, before);
      }
      await updateConnectionRow(tx.db, tx.workspaceId, id, { ...change, updatedAt: now });
      if (isChanged) {
        const object = { kind: "connection", id, name: after.nickname };
        await audit(tx, { action: "connection.edited", object, changes });
      }
    });
  }
  return viewOf(ctx, after);
}
