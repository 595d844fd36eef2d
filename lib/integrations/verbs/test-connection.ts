import { authorise } from "../../access/authorise.ts";
import { type Ctx, inTransaction } from "../../context.ts";
import { parse } from "../../kernel/parse.ts";
import { openConnection } from "../access.ts";
import { type ConnectionId, connectionId, type VerificationView } from "../schema.ts";
import { setStatus } from "../set-status.ts";
import { verifySettings } from "../verify.ts";

/** Tries a saved connection and notes on it what came out. */
export async function testConnection(ctx: Ctx, input: ConnectionId): Promise<VerificationView> {
  authorise(ctx, "connections.write");
  const { id } = parse(connectionId, input);
  const { partner, access } = await openConnection(ctx, id);
  const answer = await verifySettings(ctx, partner, access);
  await inTransaction(ctx, (tx) =>
    setStatus(
      tx,
      id,
      answer.ok
        ? { status: "connected", problem: null, verifiedAt: ctx.clock.now() }
        : { status: "attention", problem: answer.message },
    ),
  );
  return answer;
}
