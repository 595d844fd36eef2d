import type { Handlers } from "../api/operation.ts";
import type { accessOperations } from "./operations.ts";
import { acceptInvitation } from "./verbs/accept-invitation.ts";
import { changePassword } from "./verbs/change-password.ts";
import { changeRole } from "./verbs/change-role.ts";
import { createApiKey } from "./verbs/create-api-key.ts";
import { createInvitation } from "./verbs/create-invitation.ts";
import { createWorkspace } from "./verbs/create-workspace.ts";
import { getAccount } from "./verbs/get-account.ts";
import { getMe } from "./verbs/get-me.ts";
import { getWorkspace } from "./verbs/get-workspace.ts";
import { listApiKeys } from "./verbs/list-api-keys.ts";
import { listAudit } from "./verbs/list-audit.ts";
import { listAuditFacets } from "./verbs/list-audit-facets.ts";
import { listInvitations } from "./verbs/list-invitations.ts";
import { listMembers } from "./verbs/list-members.ts";
import { listSessions } from "./verbs/list-sessions.ts";
import { listWorkspaces } from "./verbs/list-workspaces.ts";
import { removeMember } from "./verbs/remove-member.ts";
import { revokeApiKey } from "./verbs/revoke-api-key.ts";
import { revokeInvitation } from "./verbs/revoke-invitation.ts";
import { revokeOtherSessions } from "./verbs/revoke-other-sessions.ts";
import { revokeSession } from "./verbs/revoke-session.ts";
import { updateAccount } from "./verbs/update-account.ts";
import { updateWorkspace } from "./verbs/update-workspace.ts";

export const accessHandlers: Handlers<typeof accessOperations> = {
  "me.get": getMe,
  "account.get": getAccount,
  "account.update": updateAccount,
  "account.changePassword": changePassword,
  "sessions.list": listSessions,
  "sessions.revokeOthers": revokeOtherSessions,
  "sessions.revoke": revokeSession,
  "workspaces.list": listWorkspaces,
  "workspaces.create": createWorkspace,
  "workspace.get": getWorkspace,
  "workspace.update": updateWorkspace,
  "members.list": listMembers,
  "members.changeRole": changeRole,
  "members.remove": removeMember,
  "invitations.list": listInvitations,
  "invitations.create": createInvitation,
  "invitations.accept": acceptInvitation,
  "invitations.revoke": revokeInvitation,
  "apiKeys.list": listApiKeys,
  "apiKeys.create": createApiKey,
  "apiKeys.revoke": revokeApiKey,
  "audit.list": listAudit,
  "audit.facets": listAuditFacets,
};
