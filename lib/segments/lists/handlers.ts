import type { Handlers } from "../../api/operation.ts";
import type { listOperations } from "./operations.ts";
import { createList } from "./verbs/create-list.ts";
import { downloadNotTaken } from "./verbs/download-not-taken.ts";
import { getListImport } from "./verbs/get-list-import.ts";
import { importList } from "./verbs/import-list.ts";
import { listListImports } from "./verbs/list-list-imports.ts";
import { previewListFile } from "./verbs/preview-list-file.ts";

export const listHandlers: Handlers<typeof listOperations> = {
  "segments.lists.create": createList,
  "segments.lists.preview": previewListFile,
  "segments.lists.import": importList,
  "segments.lists.imports": listListImports,
  "segments.lists.importOf": getListImport,
  "segments.lists.notTakenCsv": downloadNotTaken,
};
