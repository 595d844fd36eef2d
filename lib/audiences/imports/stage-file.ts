import type { Upload } from "../../api/operation.ts";
import type { Ctx } from "../../context.ts";
import { stageFile as stage } from "../../imports/stage-file.ts";
import type { ImportPlace } from "../../imports/staged-tables.ts";
import { checkRow } from "./check-row.ts";
import { audienceImports, type ReadSoFar, stageRows } from "./import-store.ts";

/** Reads a file of users into the staged rows of an import, as `stageFile` of lib/imports does. */
export async function stageFile(
  { db, clock }: Pick<Ctx, "db" | "clock">,
  place: ImportPlace,
  upload: Upload,
  column: string,
): Promise<ReadSoFar> {
  const { pool } = db;
  const into = {
    check: checkRow,
    stage: (rows: Parameters<typeof stageRows>[2]) => stageRows(pool, place, rows),
    refuse: (rows: Parameters<typeof audienceImports.refuse>[2]) => audienceImports.refuse(db, place, rows),
    note: (read: ReadSoFar) => audienceImports.noteRead(pool, place, read, clock.now()),
  };
  return stage(into, upload, column);
}
