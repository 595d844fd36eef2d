import { actorName } from "../../access/actor.ts";
import { audit } from "../../access/audit.ts";
import { authorise } from "../../access/authorise.ts";
import { type Ctx, inTransaction } from "../../context.ts";
import { newId, newToken } from "../../kernel/ids.ts";
import { parse } from "../../kernel/parse.ts";
import { insertAudience } from "../audience-store.ts";
import { beginFilling, definitionOf } from "../definitions.ts";
import { insertKey } from "../key-store.ts";
import { newKey } from "../new-key.ts";
import { originOf } from "../origins.ts";
import { type CreateAudience, type CreatedAudience, createAudience as schema } from "../schema.ts";
import { audienceInWorkspace, audienceViewOf, keyViewOf } from "../views.ts";

/**
 * Creates an audience. Where machines call in for it, it gets a token and a first key, whose text only this answer shows.
 * Throws `conflict` on the name when another audience has it, whatever its case.
 */
export async function createAudience(ctx: Ctx, input: CreateAudience): Promise<CreatedAudience> {
  authorise(ctx, "audiences.write");
  const given = parse(schema, input);
  const { name, description, origin } = given;
  const { calledIn } = originOf(origin);
  const definition = await definitionOf(ctx, given);
  const now = ctx.clock.now();
  const id = newId(now.getTime());
  const made = calledIn ? newKey(ctx, id) : null;
  await inTransaction(ctx, async (tx) => {
    await insertAudience(tx.db, tx.workspaceId, {
      id,
      name,
      description,
      origin,
      token: calledIn ? newToken("tok") : null,
      definition,
      identifier: given.people?.identifier ?? given.segment?.identifier ?? "user_id",
      createdBy: actorName(tx.actor),
      createdAt: now,
    });
    await beginFilling(tx, { id, origin, definition });
    if (made) {
      await insertKey(tx.db, made.row);
    }
    await audit(tx, {
      action: "audience.created",
      object: { kind: "audience", id, name },
      changes: {
        name: { from: null, to: name },
        origin: { from: null, to: origin },
        ...(Object.keys(definition).length > 0 && { definition: { from: null, to: definition } }),
        ...(description !== "" && { description: { from: null, to: description } }),
        ...(made && { key: { from: null, to: `••••${made.row.last4}` } }),
      },
    });
  });
  return {
    audience: await audienceViewOf(ctx, await audienceInWorkspace(ctx, id)),
    key: made && { ...keyViewOf(made.row), key: made.key },
  };
}
