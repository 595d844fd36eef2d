import { actorName } from "../../access/actor.ts";
import { audit } from "../../access/audit.ts";
import { authorise } from "../../access/authorise.ts";
import { type Ctx, inTransaction } from "../../context.ts";
import { newId } from "../../kernel/ids.ts";
import { parse } from "../../kernel/parse.ts";
import { newWriteKey } from "../new-write-key.ts";
import {
  type CreateSource,
  type NewWriteKeyView,
  type SourceView,
  createSource as schema,
} from "../schema.ts";
import { insertSource, insertWriteKey } from "../store.ts";
import { sourceViewOf, writeKeyViewOf } from "../views.ts";

/**
 * Creates a source with its first write key, which only this answer shows. `options.writeKey` sets the key's text, for
 * scripted set-ups alone.
 */
export async function createSource(
  ctx: Ctx,
  input: CreateSource,
  options: { writeKey?: string } = {},
): Promise<{ source: SourceView; writeKey: NewWriteKeyView }> {
  authorise(ctx, "sources.write");
  const { name, platform } = parse(schema, input);
  const now = ctx.clock.now();
  const source = {
    workspaceId: ctx.workspaceId,
    id: newId(now.getTime()),
    name,
    platform,
    enabled: true,
    createdBy: actorName(ctx.actor),
    createdAt: now,
    archivedAt: null,
  };
  const { row, key } = newWriteKey(ctx, source.id, "First key", options.writeKey);
  await inTransaction(ctx, async (tx) => {
    await insertSource(tx.db, source);
    await insertWriteKey(tx.db, row);
    await audit(tx, {
      action: "source.created",
      object: { kind: "source", id: source.id, name },
      changes: { name: { from: null, to: name }, platform: { from: null, to: platform } },
    });
  });
  return {
    source: sourceViewOf({ ...source, liveKeys: 1, lastCallAt: null }),
    writeKey: { ...writeKeyViewOf(row), key },
  };
}
