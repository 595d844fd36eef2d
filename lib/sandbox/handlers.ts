import type { Handlers } from "../api/operation.ts";
import type { sandboxOperations } from "./operations.ts";
import { clearSandboxMessages } from "./verbs/clear-messages.ts";
import { getSandboxMessage } from "./verbs/get-message.ts";
import { listSandboxAccounts } from "./verbs/list-accounts.ts";
import { listSandboxAudiences } from "./verbs/list-audiences.ts";
import { listSandboxEvents } from "./verbs/list-events.ts";
import { listSandboxMessages } from "./verbs/list-messages.ts";
import { listSandboxUsers } from "./verbs/list-users.ts";
import { removeSandboxRule } from "./verbs/remove-rule.ts";
import { setSandboxFaults } from "./verbs/set-faults.ts";
import { setSandboxRule } from "./verbs/set-rule.ts";

export const sandboxHandlers: Handlers<typeof sandboxOperations> = {
  "sandbox.accounts.list": listSandboxAccounts,
  "sandbox.messages.list": listSandboxMessages,
  "sandbox.messages.get": getSandboxMessage,
  "sandbox.users.list": listSandboxUsers,
  "sandbox.events.list": listSandboxEvents,
  "sandbox.audiences.list": listSandboxAudiences,
  "sandbox.faults.set": setSandboxFaults,
  "sandbox.rule.set": setSandboxRule,
  "sandbox.rule.remove": removeSandboxRule,
  "sandbox.messages.clear": clearSandboxMessages,
};
