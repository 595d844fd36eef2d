import type { Handlers } from "../api/operation.ts";
import type { exportOperations } from "./operations.ts";
import { createExport } from "./verbs/create-export.ts";
import { downloadRecords, downloadRejected } from "./verbs/download-records.ts";
import { editExport } from "./verbs/edit-export.ts";
import { getExport } from "./verbs/get-export.ts";
import { getRun } from "./verbs/get-run.ts";
import { listConnectionRuns } from "./verbs/list-connection-runs.ts";
import { listExports } from "./verbs/list-exports.ts";
import { listHistory } from "./verbs/list-history.ts";
import { listRecords } from "./verbs/list-records.ts";
import { listRuns } from "./verbs/list-runs.ts";
import { listSent } from "./verbs/list-sent.ts";
import { previewExport } from "./verbs/preview-export.ts";
import { previewStop } from "./verbs/preview-stop.ts";
import { retryRecords } from "./verbs/retry-records.ts";
import { stopExport } from "./verbs/stop-export.ts";

export const exportHandlers: Handlers<typeof exportOperations> = {
  "exports.create": createExport,
  "exports.list": listExports,
  "exports.preview": previewExport,
  "exports.get": getExport,
  "exports.edit": editExport,
  "exports.stop": stopExport,
  "exports.stopPreview": previewStop,
  "exports.history": listHistory,
  "exports.runs": listRuns,
  "exports.recentRuns": listConnectionRuns,
  "exports.run": getRun,
  "exports.records": listRecords,
  "exports.retry": retryRecords,
  "exports.sentOfPerson": listSent,
  "exports.rejectedCsv": downloadRejected,
  "exports.recordsCsv": downloadRecords,
};
