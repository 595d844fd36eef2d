import { z } from "zod";
import { historyOf, historyPage } from "../access/history-schema.ts";
import { operation } from "../api/operation.ts";
import * as schema from "./schema.ts";

const tag = "Audience transfers";

export const transferOperations = {
  "transfers.create": operation({
    method: "POST",
    path: "/transfers",
    summary: "Send an audience to a connected partner, once or from now on",
    tag,
    input: schema.createTransfer,
    output: schema.transferView,
    status: 201,
  }),
  "transfers.list": operation({
    method: "GET",
    path: "/transfers",
    summary: "Where audiences are sent to, newest first",
    tag,
    input: schema.listTransfers,
    output: schema.transferPage,
  }),
  "transfers.get": operation({
    method: "GET",
    path: "/transfers/:id",
    summary: "One transfer with its progress",
    tag,
    input: schema.transferOf,
    output: schema.transferView,
  }),
  "transfers.edit": operation({
    method: "PATCH",
    path: "/transfers/:id",
    summary: "Change how often an audience is sent",
    tag,
    input: schema.editTransfer,
    output: schema.transferView,
  }),
  "transfers.stop": operation({
    method: "POST",
    path: "/transfers/:id/stop",
    summary: "Stop a transfer; no further batch leaves",
    tag,
    input: schema.transferOf,
    output: schema.transferView,
  }),
  "transfers.standing": operation({
    method: "GET",
    path: "/transfers/:id/standing",
    summary: "The audience compared with what the partner has acknowledged",
    tag,
    input: schema.transferOf,
    output: schema.transferStanding,
  }),
  "transfers.reconcile": operation({
    method: "POST",
    path: "/transfers/:id/reconcile",
    summary: "Send only the differences now, or only what was refused",
    tag,
    input: schema.reconcileTransfer,
    output: schema.transferView,
  }),
  "transfers.runs": operation({
    method: "GET",
    path: "/transfers/:id/runs",
    summary: "Runs of a transfer, newest first",
    tag,
    input: schema.listTransferRuns,
    output: schema.transferRunPage,
  }),
  "transfers.members": operation({
    method: "GET",
    path: "/transfers/:id/members",
    summary: "Users whom the partner refused, or who have the value there",
    tag,
    input: schema.listTransferMembers,
    output: schema.transferMemberPage,
  }),
  "transfers.refusedCsv": {
    method: "GET" as const,
    path: "/transfers/:id/refused.csv",
    summary: "Users whom the partner refused as CSV",
    tag,
    input: schema.transferOf,
    output: z.string(),
    produces: "csv" as const,
  },
  "transfers.audiencesOfPerson": operation({
    method: "GET",
    path: "/people/:id/audiences",
    summary: "Audiences that a person is or was in, and where each was sent with what became of them there",
    tag: "People",
    input: schema.listAudiencesOfPerson,
    output: schema.personAudiencePage,
  }),
  "transfers.history": operation({
    method: "GET",
    path: "/transfers/:id/history",
    summary: "Who did what to a transfer",
    tag,
    input: historyOf,
    output: historyPage,
  }),
};
