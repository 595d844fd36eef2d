import type { Handlers } from "../api/operation.ts";
import type { transferOperations } from "./operations.ts";
import { createTransfer } from "./verbs/create-transfer.ts";
import { downloadRefusedMembers } from "./verbs/download-refused.ts";
import { editTransfer } from "./verbs/edit-transfer.ts";
import { getStanding } from "./verbs/get-standing.ts";
import { getTransfer } from "./verbs/get-transfer.ts";
import { listAudiencesOfPerson } from "./verbs/list-audiences-of-person.ts";
import { listTransferHistory } from "./verbs/list-transfer-history.ts";
import { listTransferMembers } from "./verbs/list-transfer-members.ts";
import { listTransferRuns } from "./verbs/list-transfer-runs.ts";
import { listTransfers } from "./verbs/list-transfers.ts";
import { reconcileTransfer } from "./verbs/reconcile-transfer.ts";
import { stopTransfer } from "./verbs/stop-transfer.ts";

export const transferHandlers: Handlers<typeof transferOperations> = {
  "transfers.create": createTransfer,
  "transfers.list": listTransfers,
  "transfers.get": getTransfer,
  "transfers.edit": editTransfer,
  "transfers.stop": stopTransfer,
  "transfers.standing": getStanding,
  "transfers.reconcile": reconcileTransfer,
  "transfers.runs": listTransferRuns,
  "transfers.members": listTransferMembers,
  "transfers.refusedCsv": downloadRefusedMembers,
  "transfers.audiencesOfPerson": listAudiencesOfPerson,
  "transfers.history": listTransferHistory,
};
