import { z } from "zod";
import { operation } from "../api/operation.ts";
import {
  listSandboxEvents,
  listSandboxMessages,
  listSandboxUsers,
  sandboxAccountId,
  sandboxAccountView,
  sandboxAudiences,
  sandboxEventPage,
  sandboxMessageDetail,
  sandboxMessageId,
  sandboxMessagePage,
  sandboxOverview,
  sandboxUserPage,
  setSandboxFaults,
} from "./schema.ts";

const tag = "Sandbox";

export const sandboxOperations = {
  "sandbox.accounts.list": operation({
    method: "GET",
    path: "/sandbox/accounts",
    summary: "Connections as the sandbox sees them: counts and faults",
    tag,
    input: z.object({}),
    output: sandboxOverview,
  }),
  "sandbox.messages.list": operation({
    method: "GET",
    path: "/sandbox/accounts/:id/messages",
    summary: "What the sandbox received through a connection, newest first",
    tag,
    input: listSandboxMessages,
    output: sandboxMessagePage,
  }),
  "sandbox.messages.get": operation({
    method: "GET",
    path: "/sandbox/accounts/:id/messages/:messageId",
    summary: "One received message with its body",
    tag,
    input: sandboxMessageId,
    output: sandboxMessageDetail,
  }),
  "sandbox.users.list": operation({
    method: "GET",
    path: "/sandbox/accounts/:id/users",
    summary: "Users as the partner knows them, by identity; all, or those with a property of a value",
    tag,
    input: listSandboxUsers,
    output: sandboxUserPage,
  }),
  "sandbox.events.list": operation({
    method: "GET",
    path: "/sandbox/accounts/:id/events",
    summary: "What users did as the partner keeps it, newest first; of all users or of one",
    tag,
    input: listSandboxEvents,
    output: sandboxEventPage,
  }),
  "sandbox.audiences.list": operation({
    method: "GET",
    path: "/sandbox/accounts/:id/audiences",
    summary: "Lists of users that the partner was given, newest first, at most 100",
    tag,
    input: sandboxAccountId,
    output: sandboxAudiences,
  }),
  "sandbox.faults.set": operation({
    method: "POST",
    path: "/sandbox/accounts/:id/faults",
    summary: "Make the sandbox misbehave towards a connection, or stop it",
    tag,
    input: setSandboxFaults,
    output: sandboxAccountView,
  }),
  "sandbox.messages.clear": operation({
    method: "DELETE",
    path: "/sandbox/accounts/:id/messages",
    summary: "Forget what the sandbox received through a connection",
    tag,
    input: sandboxAccountId,
    output: z.void(),
    status: 204,
  }),
};
