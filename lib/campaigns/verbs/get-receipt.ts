import { z } from "zod";
import { authorise } from "../../access/authorise.ts";
import type { Ctx } from "../../context.ts";
import { Fault } from "../../kernel/fault.ts";
import { parse } from "../../kernel/parse.ts";
import { callById, outcomesOfCall } from "../external/call-store.ts";
import { keptVerdict } from "../external/recipient-verdict.ts";
import { outcomeWords } from "../recipient-view.ts";
import { type ReceiptView, receiptOf } from "../schema.ts";
import type { DeliveryStatus } from "../verdicts.ts";

/** What became of each recipient of an External Trigger call, so far. Throws `not_found`. */
export async function getReceipt(ctx: Ctx, input: z.output<typeof receiptOf>): Promise<ReceiptView> {
  authorise(ctx, "campaigns.read");
  authorise(ctx, "people.read");
  const { id } = parse(receiptOf, input);
  const call = await callById(ctx.db, ctx.workspaceId, id);
  if (!call) {
    throw new Fault("not_found", "There is no such receipt in this workspace.");
  }
  const kept = z.array(keptVerdict).parse(call.recipients);
  const people = kept.flatMap(({ personId }) => personId ?? []);
  const rows = await outcomesOfCall(ctx.db, ctx.workspaceId, { id, seq: call.seq, people });
  const known = new Map(rows.map((row) => [`${row.personId} ${row.number}`, row]));
  return {
    id,
    at: call.at.toISOString(),
    queued: call.queued,
    refused: call.refused,
    recipients: kept.map(({ personId, ...verdict }) => {
      // Of somebody whom the call names twice, the first time is the message.
      const isTwice = verdict.code === "duplicate";
      const outcome = isTwice ? undefined : known.get(`${personId} ${verdict.campaignId}`);
      return {
        ...verdict,
        ...(outcome &&
          outcome.code !== "" && {
            code: outcome.code,
            reason: outcome.reason ?? verdict.reason ?? outcomeWords(outcome.status, outcome.code).why,
          }),
        status: (outcome?.status as DeliveryStatus | undefined) ?? null,
        decidedAt: outcome?.decidedAt?.toISOString() ?? null,
      };
    }),
  };
}
