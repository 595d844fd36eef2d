import { audit } from "../../access/audit.ts";
import { authorise } from "../../access/authorise.ts";
import { type Ctx, inTransaction } from "../../context.ts";
import { Fault } from "../../kernel/fault.ts";
import { parse } from "../../kernel/parse.ts";
import { lockAudience } from "../audience-store.ts";
import { countLiveKeys, insertKey } from "../key-store.ts";
import { newKey } from "../new-key.ts";
import { originOf } from "../origins.ts";
import { type AudienceOf, audienceOf, type NewAudienceKeyView } from "../schema.ts";
import { audienceInWorkspace, keyViewOf } from "../views.ts";

export const MAX_LIVE_KEYS = 5;

/**
 * Adds a key to an audience; only this answer shows its text. Older keys go on working until they are revoked, so that
 * nothing is lost between. Throws `not_found`, `precondition` where nobody calls in or five keys are live.
 */
export async function createKey(ctx: Ctx, input: AudienceOf): Promise<NewAudienceKeyView> {
  authorise(ctx, "audiences.write");
  const { id } = parse(audienceOf, input);
  return inTransaction(ctx, async (tx) => {
    await lockAudience(tx.db, tx.workspaceId, id);
    const audience = await audienceInWorkspace(tx, id);
    if (!originOf(audience.origin).calledIn) {
      throw new Fault("precondition", "Nobody calls in for this audience, so it has no keys.");
    }
    if ((await countLiveKeys(tx.db, tx.workspaceId, id)) >= MAX_LIVE_KEYS) {
      throw new Fault(
        "precondition",
        `${MAX_LIVE_KEYS} keys are live already. Revoke one that is not used any more.`,
      );
    }
    const { row, key } = newKey(tx, id);
    await insertKey(tx.db, row);
    await audit(tx, {
      action: "audience.key_created",
      object: { kind: "audience", id, name: audience.name },
      changes: { key: { from: null, to: `••••${row.last4}` } },
    });
    return { ...keyViewOf(row), key };
  });
}
