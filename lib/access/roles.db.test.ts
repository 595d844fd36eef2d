import { expect, test } from "vitest";
import { handlers } from "../api/handlers.ts";
import type { Operation } from "../api/operation.ts";
import { operations } from "../api/operations.ts";
import type { Ctx } from "../context.ts";
import { Fault } from "../kernel/fault.ts";
import { newId } from "../kernel/ids.ts";
import { anonymousCtx, testMember, testWorkspace } from "../testing/actors.ts";
import { testDatabase } from "../testing/database.ts";
import { wholeDatabase } from "../testing/fill-every-table.ts";
import { sampleInput } from "../testing/sample-input.ts";

const database = testDatabase();
const samples = { uuid: newId(), text: "sample" };

/** What concerns nobody but the caller's own account, or is decided by the token in the input. */
const selfService = [
  "account.update",
  "account.changePassword",
  "sessions.revoke",
  "sessions.revokeOthers",
  "invitations.accept",
];
/** Reads that need a body. */
const readsByPost = [
  "exports.preview",
  "destinations.replays.preview",
  "segments.reach",
  "segments.check",
  "campaigns.preview",
  "journeys.names",
  "journeys.simulate",
];
const onlyForAdmins = [
  "members.list",
  "invitations.list",
  "apiKeys.list",
  "audit.list",
  "audit.facets",
  "people.forgets.list",
];

const all = Object.entries<Operation>(operations);
const changing = all.filter(
  ([id, operation]) => operation.method !== "GET" && !selfService.includes(id) && !readsByPost.includes(id),
);

async function outcome(ctx: Ctx, id: string): Promise<string> {
  const verb = (handlers as Record<string, (ctx: Ctx, input: unknown, upload?: unknown) => Promise<unknown>>)[
    id
  ];
  const operation = all.find(([name]) => name === id)?.[1];
  if (!verb || !operation) {
    return "no handler";
  }
  try {
    await verb(ctx, sampleInput(operation.input, samples));
    return "allowed";
  } catch (error) {
    return error instanceof Fault ? error.code : `not a Fault: ${error}`;
  }
}

const isBuilt = ([id]: [string, Operation]) =>
  !["soon", "notYet"].includes((handlers as Record<string, { name: string }>)[id]?.name ?? "");

async function outcomes(ctx: Ctx, entries: [string, Operation][]): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const [id] of entries.filter(isBuilt)) {
    found[id] = await outcome(ctx, id);
  }
  return found;
}

const expected = (entries: [string, Operation][], code: string) =>
  Object.fromEntries(entries.filter(isBuilt).map(([id]) => [id, code]));

test("a Viewer changes nothing: every operation that changes something is forbidden, and no row differs", async () => {
  const workspace = await testWorkspace(anonymousCtx(database.db));
  const viewer = await testMember(workspace, "viewer");
  const key: Ctx = { ...workspace, actor: { kind: "key", id: newId(), name: "Read only", role: "viewer" } };
  const before = await wholeDatabase(database.url);
  expect(await outcomes(viewer, changing)).toEqual(expected(changing, "forbidden"));
  expect(await outcomes(key, changing)).toEqual(expected(changing, "forbidden"));
  expect(await wholeDatabase(database.url)).toBe(before);
});

test("only Admins see members, keys, the audit log and deletions of people", async () => {
  const workspace = await testWorkspace(anonymousCtx(database.db));
  const admins = all.filter(([id]) => onlyForAdmins.includes(id));
  expect(admins).toHaveLength(onlyForAdmins.length);
  for (const role of ["viewer", "marketer"] as const) {
    expect(await outcomes(await testMember(workspace, role), admins)).toEqual(expected(admins, "forbidden"));
  }
  expect(await outcomes(await testMember(workspace, "admin"), admins)).toEqual(expected(admins, "allowed"));
});

test("nobody who is not signed in gets anything but the use of an invitation", async () => {
  const nobody = anonymousCtx(database.db);
  const closed = all.filter(([id]) => id !== "invitations.accept");
  expect(await outcomes(nobody, closed)).toEqual(expected(closed, "unauthenticated"));
});

test("who is a member of no workspace sees and changes nothing but their own account", async () => {
  const { actor, ...ctx } = await testMember(await testWorkspace(anonymousCtx(database.db)), "admin");
  const outside: Ctx = { ...ctx, workspaceId: "", actor: { ...actor, role: null } };
  const own = ["me.get", "account.get", "sessions.list", "workspaces.list"];
  const closed = all.filter(([id]) => ![...selfService, ...own].includes(id));
  expect(await outcomes(outside, closed)).toEqual(expected(closed, "forbidden"));
});
