import { audit } from "../../access/audit.ts";
import { authorise } from "../../access/authorise.ts";
import { type Ctx, inTransaction } from "../../context.ts";
import { parse } from "../../kernel/parse.ts";
import { newWriteKey } from "../new-write-key.ts";
import { type CreateWriteKey, type NewWriteKeyView, createWriteKey as schema } from "../schema.ts";
import { insertWriteKey } from "../store.ts";
import { sourceInWorkspace, writeKeyViewOf } from "../views.ts";

/** Adds a write key to a source; only this answer shows its text. Throws `not_found`. */
export async function createWriteKey(ctx: Ctx, input: CreateWriteKey): Promise<NewWriteKeyView> {
  authorise(ctx, "sources.write");
  const { id, name } = parse(schema, input);
  return inTransaction(ctx, async (tx) => {
    const source = await sourceInWorkspace(tx, id);
    const { row, key } = newWriteKey(tx, id, name);
    await insertWriteKey(tx.db, row);
    await audit(tx, {
      action: "write-key.created",
      object: { kind: "source", id, name: source.name },
      changes: { key: { from: null, to: `${name} ••••${row.last4}` } },
    });
    return { ...writeKeyViewOf(row), key };
  });
}
