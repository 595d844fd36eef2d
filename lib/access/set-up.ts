import { type Ctx, inTransaction } from "../context.ts";
import { newId, newToken } from "../kernel/ids.ts";
import { insertApiKey } from "./api-key-store.ts";
import { audit } from "./audit.ts";
import { insertMember } from "./member-store.ts";
import { hashPassword } from "./password.ts";
import { last4, tokenHash } from "./secret-box.ts";
import { firstWorkspaceId, hasUsers, insertGivenSource, lockSetUp, unusedAdmin } from "./set-up-store.ts";
import { insertUser, setPasswordHash } from "./user-store.ts";
import { insertWorkspace } from "./workspace-store.ts";

export type SetUp = {
  /** E-mail of the first Admin. */
  email: string;
  /** Their password; one is generated when it is left out. */
  password?: string;
  workspaceName: string;
  demo: boolean;
  timeZone?: string;
  /** An Admin API key and a write key of the first workspace that the operator chose. */
  apiKey?: string;
  writeKey?: string;
  /** Gives the first Admin a new password as long as nobody has ever signed in: the one before may have been shown to nobody. */
  renewUnused?: boolean;
};
export type SetUpAnswer = {
  /** False when the installation has accounts already; then nobody's password is touched, unless it was renewed. */
  created: boolean;
  /** The Admin whose password is new: made now, or renewed. */
  email?: string;
  workspaceId: string;
  /** Only when it was generated now: to be shown once. */
  password?: string;
};

const BY = "First-run set-up";

async function firstWorkspace(tx: Ctx, input: SetUp): Promise<string> {
  const existing = await firstWorkspaceId(tx.db);
  if (existing) {
    return existing;
  }
  const now = tx.clock.now();
  const { workspaceName: name, timeZone = "UTC", demo } = input;
  const row = { id: newId(now.getTime()), name, timeZone, demo, createdAt: now };
  await insertWorkspace(tx.db, row);
  await audit(
    { ...tx, workspaceId: row.id },
    { action: "workspace.created", object: { kind: "workspace", id: row.id, name } },
  );
  return row.id;
}

/** "Ada lovelace" for ada.lovelace@example.com, until they give their own name. */
function nameFrom(email: string): string {
  const words = (email.split("@")[0] ?? "").replace(/[._+-]+/g, " ").trim();
  return words.charAt(0).toUpperCase() + words.slice(1) || email;
}

async function firstAdmin(tx: Ctx, input: SetUp, passwordHash: string): Promise<string> {
  const now = tx.clock.now();
  const email = input.email.trim().toLowerCase();
  const user = {
    id: newId(now.getTime()),
    email,
    name: nameFrom(email),
    passwordHash,
    createdAt: now,
  };
  await insertUser(tx.db, user);
  await insertMember(tx.db, { workspaceId: tx.workspaceId, userId: user.id, role: "admin", createdAt: now });
  await audit(tx, {
    action: "member.joined",
    object: { kind: "member", id: user.id, name: email },
    changes: { role: { from: null, to: "admin" } },
  });
  return email;
}

async function renewAdmin(tx: Ctx, passwordHash: string): Promise<string | undefined> {
  const unused = await unusedAdmin(tx.db);
  if (unused) {
    await setPasswordHash(tx.db, unused.id, passwordHash);
  }
  return unused?.email;
}

async function givenKeys(tx: Ctx, { apiKey, writeKey }: SetUp): Promise<void> {
  const now = tx.clock.now();
  if (apiKey) {
    const name = "JUNCTION_API_KEY";
    const key = {
      id: newId(now.getTime()),
      workspaceId: tx.workspaceId,
      name,
      createdBy: BY,
      createdAt: now,
    };
    const kept = { role: "admin" as const, last4: last4(apiKey), keyHash: tokenHash(apiKey) };
    if (await insertApiKey(tx.db, { ...key, ...kept })) {
      await audit(tx, { action: "api_key.created", object: { kind: "api_key", id: key.id, name } });
    }
  }
  if (writeKey) {
    const kept = { keyHash: tokenHash(writeKey), last4: last4(writeKey), createdBy: BY, now };
    const sourceId = await insertGivenSource(tx.db, { workspaceId: tx.workspaceId, ...kept });
    if (sourceId) {
      await audit(tx, {
        action: "source.created",
        object: { kind: "source", id: sourceId, name: "First source" },
      });
    }
  }
}

/**
 * The first run of an installation: a workspace, its Admin, and the keys that the operator chose. Safe to call on
 * every start and from several processes at once: it makes what is missing and changes nothing that is there. Only
 * the launcher calls it; it acts in the name of Junction.
 */
export async function setUp(ctx: Ctx, input: SetUp): Promise<SetUpAnswer> {
  const password = input.password ?? newToken("pw").slice(3);
  // Before the transaction: hashing takes long and holds no lock.
  const needsPassword =
    !(await hasUsers(ctx.db)) || (input.renewUnused === true && (await unusedAdmin(ctx.db)) !== null);
  const passwordHash = needsPassword ? await hashPassword(password) : null;
  return inTransaction({ ...ctx, actor: { kind: "system", name: BY } }, async (tx) => {
    await lockSetUp(tx.db);
    const workspaceId = await firstWorkspace(tx, input);
    const inWorkspace = { ...tx, workspaceId };
    const created = passwordHash !== null && !(await hasUsers(tx.db));
    let email: string | undefined;
    if (created) {
      email = await firstAdmin(inWorkspace, input, passwordHash);
    } else if (passwordHash !== null && input.renewUnused) {
      email = await renewAdmin(tx, passwordHash);
    }
    await givenKeys(inWorkspace, input);
    return { created, workspaceId, email, ...(email !== undefined && !input.password && { password }) };
  });
}
