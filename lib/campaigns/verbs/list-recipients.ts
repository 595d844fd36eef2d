import type { z } from "zod";
import { authorise } from "../../access/authorise.ts";
import type { Ctx } from "../../context.ts";
import { parse } from "../../kernel/parse.ts";
import { recipientReader } from "../recipient-page.ts";
import { recipientRowOf } from "../recipient-view.ts";
import { type ListRecipients, type recipientPage, listRecipients as schema } from "../schema.ts";
import { campaignInWorkspace } from "../views.ts";

/**
 * The people behind a number of a campaign's report: those who came to a verdict, the last decided first, then those who
 * wait for one, the next first.
 */
export async function listRecipients(
  ctx: Ctx,
  input: ListRecipients,
): Promise<z.output<typeof recipientPage>> {
  authorise(ctx, "campaigns.read");
  authorise(ctx, "people.read");
  const { cursor, limit, ...asked } = parse(schema, input);
  await campaignInWorkspace(ctx, asked.id);
  const read = await recipientReader(ctx, asked);
  const { rows, nextCursor } = await read(cursor, limit);
  return { items: rows.map(recipientRowOf), nextCursor };
}
