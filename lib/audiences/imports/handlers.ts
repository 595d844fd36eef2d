import type { Handlers } from "../../api/operation.ts";
import { downloadRefusedRows } from "../verbs/download-refused-rows.ts";
import { getImport } from "../verbs/get-import.ts";
import { importCsv } from "../verbs/import-csv.ts";
import { listImports } from "../verbs/list-imports.ts";
import { previewCsv } from "../verbs/preview-csv.ts";
import type { importOperations } from "./operations.ts";

export const importHandlers: Handlers<typeof importOperations> = {
  "audiences.csvPreview": previewCsv,
  "audiences.imports.create": importCsv,
  "audiences.imports.list": listImports,
  "audiences.imports.get": getImport,
  "audiences.imports.refusedCsv": downloadRefusedRows,
};
