import { z } from "zod";
import { historyOf, historyPage } from "../access/history-schema.ts";
import { operation } from "../api/operation.ts";
import {
  connectionId,
  connectionPage,
  connectionView,
  connectPartner,
  listConnections,
  partnerList,
  rotateSecret,
  testSettings,
  updateConnection,
  verification,
} from "./schema.ts";

const tag = "Partners";

export const integrationsOperations = {
  "partners.list": operation({
    method: "GET",
    path: "/partners",
    summary: "The partner catalogue",
    tag,
    input: z.object({}),
    output: partnerList,
  }),
  "connections.list": operation({
    method: "GET",
    path: "/connections",
    summary: "Connected partners, newest first",
    tag,
    input: listConnections,
    output: connectionPage,
  }),
  "connections.connect": operation({
    method: "POST",
    path: "/connections",
    summary: "Connect a partner",
    tag,
    input: connectPartner,
    output: connectionView,
    status: 201,
  }),
  "connections.testSettings": operation({
    method: "POST",
    path: "/connections/test",
    summary: "Test settings before they are saved",
    tag,
    input: testSettings,
    output: verification,
  }),
  "connections.get": operation({
    method: "GET",
    path: "/connections/:id",
    summary: "One connection",
    tag,
    input: connectionId,
    output: connectionView,
  }),
  "connections.history": operation({
    method: "GET",
    path: "/connections/:id/history",
    summary: "Who did what to a connection",
    tag,
    input: historyOf,
    output: historyPage,
  }),
  "connections.update": operation({
    method: "PATCH",
    path: "/connections/:id",
    summary: "Change the nickname or the settings of a connection",
    tag,
    input: updateConnection,
    output: connectionView,
  }),
  "connections.test": operation({
    method: "POST",
    path: "/connections/:id/test",
    summary: "Test a connection and note the result on it",
    tag,
    input: connectionId,
    output: verification,
  }),
  "connections.rotate": operation({
    method: "POST",
    path: "/connections/:id/rotate",
    summary: "Replace a connection's secrets once the partner accepts the new ones",
    tag,
    input: rotateSecret,
    output: connectionView,
  }),
  "connections.disconnect": operation({
    method: "DELETE",
    path: "/connections/:id",
    summary: "Disconnect a partner; refused while an export uses the connection",
    tag,
    input: connectionId,
    output: z.void(),
    status: 204,
  }),
};
