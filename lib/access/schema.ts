import { z } from "zod";
import { isTimeZone } from "../kernel/zones.ts";
import { emailAddress, givenPassword, line, newPassword, time, userAgent } from "./fields.ts";
import { roles } from "./permissions.ts";

export const role = z.enum(roles);
const token = z.string().min(1).max(200);

const browser = { userAgent, address: z.string().max(60).default("") };

export const signIn = z.object({ email: emailAddress, password: givenPassword, ...browser });
export type SignIn = z.input<typeof signIn>;

export const signInWithOidc = z.object({
  email: emailAddress,
  emailVerified: z.boolean(),
  name: z.string().max(400).default(""),
  /** The token of an invitation that the visitor came from. */
  invitation: token.optional(),
  ...browser,
});
export type SignInWithOidc = z.input<typeof signInWithOidc>;

/** My account */
export const account = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  hasPassword: z.boolean().describe("False for an account that signs in through the identity provider alone"),
  createdAt: time,
});
export type Account = z.output<typeof account>;
export const updateAccount = z.object({ name: line("your name", 100) });
export type UpdateAccount = z.input<typeof updateAccount>;
export const changePassword = z.object({ current: givenPassword, next: newPassword });
export type ChangePassword = z.input<typeof changePassword>;

export const session = z.object({
  id: z.string(),
  userAgent: z.string(),
  address: z.string(),
  createdAt: time,
  lastSeenAt: time,
  expiresAt: time,
  current: z.boolean().describe("True for the session that asks"),
});
export type SessionView = z.output<typeof session>;
export const sessionList = z.object({ items: z.array(session) });
export const revokedSessions = z.object({ revoked: z.number().int() });
export const byId = z.object({ id: z.uuid() });
export type ById = z.input<typeof byId>;

/** Workspaces */
const timeZone = z
  .string()
  .max(64)
  .refine(isTimeZone, "Choose a time zone of the IANA list, for example Europe/Vienna");
export const workspace = z.object({
  id: z.string(),
  name: z.string(),
  timeZone: z.string(),
  demo: z.boolean(),
  role,
  createdAt: time,
});
export type WorkspaceView = z.output<typeof workspace>;
export const workspaceList = z.object({ items: z.array(workspace) });
export const createWorkspace = z.object({ name: line("a name", 80), timeZone: timeZone.default("UTC") });
export type CreateWorkspace = z.input<typeof createWorkspace>;
export const updateWorkspace = z
  .object({ name: line("a name", 80).optional(), timeZone: timeZone.optional() })
  .refine((given) => given.name !== undefined || given.timeZone !== undefined, "Name what to change");
export type UpdateWorkspace = z.input<typeof updateWorkspace>;

/** Members and invitations */
export const member = z.object({
  userId: z.string(),
  name: z.string(),
  email: z.string(),
  role,
  joinedAt: time,
  lastSignInAt: time.nullable(),
  you: z.boolean(),
});
export type MemberView = z.output<typeof member>;
export const memberList = z.object({ items: z.array(member) });
export const changeRole = z.object({ userId: z.uuid(), role });
export type ChangeRole = z.input<typeof changeRole>;
export const removeMember = z.object({ userId: z.uuid() });
export type RemoveMember = z.input<typeof removeMember>;

export const invitationStates = ["open", "accepted", "revoked", "expired"] as const;
export const invitation = z.object({
  id: z.string(),
  email: z
    .string()
    .nullable()
    .describe("Only an account of this e-mail may accept; null: whoever has the link"),
  role,
  state: z.enum(invitationStates),
  createdBy: z.string(),
  createdAt: time,
  expiresAt: time,
});
export type InvitationView = z.output<typeof invitation>;
export const invitationList = z.object({ items: z.array(invitation) });
export const createInvitation = z.object({
  role,
  email: z.union([z.literal("").transform(() => undefined), emailAddress]).optional(),
});
export type CreateInvitation = z.input<typeof createInvitation>;
export const createdInvitation = invitation.extend({
  path: z.string().describe("The link's path on this installation; shown this once"),
});
export const lookAtInvitation = z.object({ token });
export type LookAtInvitation = z.input<typeof lookAtInvitation>;
export type InvitationLook = {
  state: InvitationView["state"];
  workspaceName: string;
  role: InvitationView["role"];
  email: string | null;
  createdBy: string;
  expiresAt: string;
  /** True when the caller is a member already. */
  member: boolean;
};
export const acceptInvitation = z.object({
  token,
  /** Name, e-mail and password of a new account; left out by who is signed in. */
  name: line("your name", 100).optional(),
  email: emailAddress.optional(),
  password: newPassword.optional(),
});
export type AcceptInvitation = z.input<typeof acceptInvitation>;
export const acceptedInvitation = z.object({
  workspaceId: z.string(),
  workspaceName: z.string(),
  role,
  email: z.string(),
});

/** API keys */
export const apiKey = z.object({
  id: z.string(),
  name: z.string(),
  role,
  last4: z.string(),
  createdBy: z.string(),
  createdAt: time,
  lastUsedAt: time.nullable(),
  revokedAt: time.nullable(),
});
export type ApiKeyView = z.output<typeof apiKey>;
export const apiKeyList = z.object({ items: z.array(apiKey) });
export const createApiKey = z.object({ name: line("a name", 80), role });
export type CreateApiKey = z.input<typeof createApiKey>;
export const createdApiKey = apiKey.extend({
  secret: z.string().describe("The key itself; shown this once"),
});
