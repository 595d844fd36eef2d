import { authorise } from "../../access/authorise.ts";
import type { Ctx } from "../../context.ts";
import { getConnection } from "../../integrations/verbs/get-connection.ts";
import { parse } from "../../kernel/parse.ts";
import { connectionRunRows } from "../run-list-store.ts";
import { runViewOf } from "../run-view.ts";
import { type ConnectionRuns, type ListConnectionRuns, listConnectionRuns as schema } from "../schema.ts";

/** The newest runs of all exports that send through a connection. */
export async function listConnectionRuns(ctx: Ctx, input: ListConnectionRuns): Promise<ConnectionRuns> {
  authorise(ctx, "exports.read");
  const { id, limit } = parse(schema, input);
  await getConnection(ctx, { id });
  const rows = await connectionRunRows(ctx.db, ctx.workspaceId, id, limit);
  return {
    items: rows.map((row) => ({
      ...runViewOf(ctx, row),
      dataType: row.data_type,
      eventNames: row.event_names,
    })),
  };
}
