import { DateTime } from "luxon";
import type { z } from "zod";
import { authorise } from "../../access/authorise.ts";
import { workspaceTimeZone } from "../../access/time-zone.ts";
import type { Ctx } from "../../context.ts";
import { startOfDay } from "../../delivery/schedule.ts";
import { parse } from "../../kernel/parse.ts";
import { listExportRows, TOTAL_CAP } from "../export-store.ts";
import { exportRowOf } from "../export-view.ts";
import { type exportPage, type ListExports, listExports as schema } from "../schema.ts";

const LAST_DAY = "9999-12-31";

/** Exports by filter; days are those of the workspace's time zone, both included. */
export async function listExports(ctx: Ctx, input: ListExports): Promise<z.output<typeof exportPage>> {
  authorise(ctx, "exports.read");
  const { exportedFrom, exportedTo, ...filter } = parse(schema, input);
  const zone = await workspaceTimeZone(ctx);
  const { rows, total } = await listExportRows(ctx.db, ctx.workspaceId, {
    ...filter,
    from: exportedFrom ? startOfDay(exportedFrom, zone) : null,
    // Behind the last day there is none that PostgreSQL would be told of in four digits of the year, and nothing to leave out.
    to:
      exportedTo && exportedTo < LAST_DAY
        ? DateTime.fromISO(exportedTo, { zone }).plus({ days: 1 }).startOf("day").toJSDate()
        : null,
  });
  return {
    items: rows.map((row) => exportRowOf(ctx, row)),
    page: filter.page,
    perPage: filter.perPage,
    total: Math.min(total, TOTAL_CAP),
    totalIsCapped: total > TOTAL_CAP,
  };
}
