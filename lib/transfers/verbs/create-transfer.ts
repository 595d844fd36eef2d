import { z } from "zod";
import { actorName } from "../../access/actor.ts";
import { audit } from "../../access/audit.ts";
import { authorise } from "../../access/authorise.ts";
import { holdAudience } from "../../audiences/held-audience.ts";
import { type Ctx, inTransaction } from "../../context.ts";
import { type OpenConnection, openConnection } from "../../integrations/access.ts";
import { settingsSchema } from "../../integrations/settings-schema.ts";
import { Fault } from "../../kernel/fault.ts";
import { newId } from "../../kernel/ids.ts";
import { parse } from "../../kernel/parse.ts";
import { partnerKit } from "../../partners/catalog.ts";
import type { AudienceKit } from "../../partners/kit.ts";
import { type CreateTransfer, createTransfer as schema, type TransferView } from "../schema.ts";
import { frequencyProblem } from "../transfer-rules.ts";
import { insertTransfer, transfersBeside, updateTransfer } from "../transfer-store.ts";
import { transferInWorkspace, transferViewOf } from "../transfer-view.ts";

function fieldFault(code: "invalid" | "conflict", field: string, message: string): Fault {
  return new Fault(code, `${field}: ${message}`, { problems: [{ path: field, field, message }] });
}

function audienceKitOf(connection: OpenConnection): AudienceKit {
  const { audience, name } = partnerKit(connection.partner);
  if (!audience) {
    throw fieldFault("invalid", "connectionId", `${name} takes no audiences.`);
  }
  return audience;
}

/** The one transfer that this would take up again, and whether another audience stands in its way. */
async function former(
  tx: Ctx,
  kit: AudienceKit,
  wanted: { audienceId: string; connectionId: string; values: Record<string, string> },
): Promise<{ id: string; status: string } | null> {
  const beside = await transfersBeside(tx.db, tx.workspaceId, wanted.connectionId);
  const settingsOf = (settings: unknown) => parse(z.record(z.string(), z.string()), settings);
  const { ownField, ownWhen = {} } = kit;
  const owns = (values: Record<string, string>) =>
    Object.entries(ownWhen).every(([key, value]) => values[key] === value);
  const rival =
    ownField && owns(wanted.values)
      ? beside.find(
          ({ audienceId, settings }) =>
            audienceId !== wanted.audienceId &&
            owns(settingsOf(settings)) &&
            settingsOf(settings)[ownField] === wanted.values[ownField],
        )
      : undefined;
  if (ownField && rival) {
    const message = `"${wanted.values[ownField]}" already says who is in ${rival.audienceName}. Choose another one, or the two would overwrite each other.`;
    throw fieldFault("conflict", `values.${ownField}`, message);
  }
  const same = (settings: Record<string, string>) =>
    JSON.stringify(Object.entries(settings).sort()) === JSON.stringify(Object.entries(wanted.values).sort());
  return (
    beside.find((each) => each.audienceId === wanted.audienceId && same(settingsOf(each.settings))) ?? null
  );
}

/**
 * Sends an audience to a partner, once, on a schedule or continuously; the first run begins at once. One that was sent
 * there in the same way before is taken up where it stands, so that whoever left meanwhile is taken away too. Throws
 * `invalid` and `conflict` with the field, `not_found` for an unknown audience or connection.
 */
export async function createTransfer(ctx: Ctx, input: CreateTransfer): Promise<TransferView> {
  authorise(ctx, "audiences.write");
  const base = parse(schema, input);
  const connection = await openConnection(ctx, base.connectionId);
  const kit = audienceKitOf(connection);
  const given = parse(schema.extend({ values: settingsSchema(kit.fields) }), input);
  const { audienceId, connectionId, values, frequency } = given;
  const problem = frequencyProblem(connection.partner, frequency);
  if (problem) {
    throw fieldFault("invalid", "frequency", problem);
  }
  const everyHours = frequency === "recurring" ? (given.everyHours ?? 24) : null;
  const now = ctx.clock.now();
  const id = await inTransaction(ctx, async (tx) => {
    const audience = await holdAudience(tx, audienceId);
    const before = await former(tx, kit, given);
    if (before && (before.status === "RUNNING" || before.status === "PENDING")) {
      throw fieldFault("conflict", "connectionId", `${audience.name} is being sent there already.`);
    }
    const start = { frequency, everyHours, nextRunAt: now, status: "PENDING" };
    const transferId = before?.id ?? newId(now.getTime());
    if (before) {
      const cleared = { outcome: null, outcomeReason: null, waiting: null, stoppedBy: null, stoppedAt: null };
      await updateTransfer(tx.db, tx.workspaceId, before.id, { ...start, ...cleared });
    } else {
      await insertTransfer(tx.db, {
        workspaceId: tx.workspaceId,
        id: transferId,
        audienceId,
        connectionId,
        partner: connection.partner,
        settings: values,
        ...start,
        createdBy: actorName(tx.actor),
        createdAt: now,
      });
    }
    await audit(tx, {
      action: before ? "transfer.resumed" : "transfer.created",
      object: { kind: "transfer", id: transferId, name: `${audience.name} to ${connection.nickname}` },
      changes: { frequency: { from: null, to: frequency } },
    });
    return transferId;
  });
  return transferViewOf(ctx, await transferInWorkspace(ctx, id));
}
