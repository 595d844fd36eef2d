import { stringify } from "csv-stringify/sync";
import { authorise } from "../../access/authorise.ts";
import type { Ctx } from "../../context.ts";
import { ofOneMoment } from "../../db/of-one-moment.ts";
import type { Sql } from "../../db/queryable.ts";
import { parse } from "../../kernel/parse.ts";
import { kindsOf, type ReadRecipients, recipientReader } from "../recipient-page.ts";
import { recipientRowOf } from "../recipient-view.ts";
import { type RecipientRow, type RecipientsAsked, recipientsAsked } from "../schema.ts";
import { campaignInWorkspace } from "../views.ts";

const PAGE = 1_000;
/** What the head of the file calls the fields of a row. */
const columns = {
  person_id: "personId",
  user_id: "userId",
  email: "email",
  name: "name",
  run: "runNumber",
  status: "status",
  outcome: "label",
  why: "why",
  message_id: "messageId",
  qualified_at: "at",
  due_at: "dueAt",
  decided_at: "decidedAt",
  viewed_at: "viewedAt",
  clicked_at: "clickedAt",
  converted_at: "convertedAt",
  revenue: "worth",
} as const satisfies Record<string, keyof RecipientRow>;

async function* csvOf(read: ReadRecipients, sql?: Sql): AsyncGenerator<string> {
  yield stringify([Object.keys(columns)]);
  let cursor: string | undefined;
  do {
    const { rows, nextCursor } = await read(cursor, PAGE, sql);
    const lines = rows.map((record) => {
      const row = recipientRowOf(record);
      const told = { ...row, why: row.reason ?? row.why };
      return Object.values(columns).map((column) => told[column]);
    });
    if (lines.length > 0) {
      // A spreadsheet must not take a value like "=…" for a formula.
      yield stringify(lines, { escape_formulas: true });
    }
    cursor = nextCursor ?? undefined;
  } while (cursor !== undefined);
}

/**
 * The people behind a number of a campaign's report as CSV, in the order of `campaigns.recipients`, each once: where those who
 * wait are among them it is all of one moment, or who comes to a verdict between two pages would stand in neither list.
 * Throws `not_found`.
 */
export async function downloadRecipients(ctx: Ctx, input: RecipientsAsked): Promise<AsyncIterable<string>> {
  authorise(ctx, "campaigns.read");
  authorise(ctx, "people.read");
  const asked = parse(recipientsAsked, input);
  await campaignInWorkspace(ctx, asked.id);
  const read = await recipientReader(ctx, asked);
  const { decided, waiting } = kindsOf(asked);
  return decided && waiting ? ofOneMoment(ctx.db, (sql) => csvOf(read, sql)) : csvOf(read);
}
