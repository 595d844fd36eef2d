import { expect, test } from "vitest";
import { handlers } from "../api/handlers.ts";
import type { Operation } from "../api/operation.ts";
import { operations } from "../api/operations.ts";
import type { Ctx } from "../context.ts";
import { Fault } from "../kernel/fault.ts";
import { newId } from "../kernel/ids.ts";
import { anonymousCtx, testMember, testWorkspace } from "../testing/actors.ts";
import { testDatabase } from "../testing/database.ts";
import { fillEveryTable } from "../testing/fill-every-table.ts";
import { sampleInput } from "../testing/sample-input.ts";

const database = testDatabase();
const uuid = newId();
const words = {
  partner: "segment",
  region: "us",
  status: "running",
  data_type: "selected",
  frequency: "recurring",
  format: "json",
  trigger: "schedule",
  verdict: "rejected",
  role: "viewer",
  platform: "web",
  object_kind: "export",
  object_id: uuid,
  type: "track",
  stage: "filtered",
  channel: "email",
};
const theirs = { uuid, text: "canary-of-the-other-workspace", words };
/** Reads that answer with counts, constants or the caller's own account alone. */
const showNoRows = [
  "me.get",
  "account.get",
  "sessions.list",
  "exports.stopPreview",
  // Joins runs, batches and the ledger by more than ids; lib/exports/tests/sent.db.test.ts looks for another workspace's.
  "exports.sentOfPerson",
  "events.system",
  "audiences.sizes",
  // Whether a person is in a group is drawn; lib/control-groups/verbs.db.test.ts asks with another workspace's.
  "controlGroups.ofPerson",
  "campaigns.rules",
  // Need a campaign that calls fire, and its own history; lib/campaigns/tests/past.db.test.ts asks for another workspace's.
  "campaigns.trigger",
  "campaigns.history",
  // Its own history; lib/journeys/tests/control.db.test.ts asks for another workspace's.
  "journeys.history",
  "segments.sizes",
  "segments.overlap",
  // Needs something whose definition names the segment; lib/segments/tests/looking.db.test.ts looks for another workspace's.
  "segments.uses",
  "transfers.standing",
  "partners.list",
  "destinations.pipeline",
  // Needs a row of the ledger with another verdict; lib/destinations/tests/books.db.test.ts looks for another workspace's.
  "destinations.samples",
];
const reads = Object.entries<Operation>(operations).filter(([, operation]) => operation.method === "GET");

async function textOf(answer: unknown): Promise<string> {
  if (typeof answer === "object" && answer !== null && Symbol.asyncIterator in answer) {
    let text = "";
    for await (const piece of answer as AsyncIterable<string>) {
      text += piece;
    }
    return text;
  }
  return JSON.stringify(answer) ?? "";
}

/** What a read answers, as text; a refusal by its code; a crash over a row that could not exist as `saw a row`. */
async function answer(ctx: Ctx, id: string, operation: Operation): Promise<string> {
  const verb = (handlers as Record<string, (ctx: Ctx, input: unknown, upload?: unknown) => Promise<unknown>>)[
    id
  ];
  const input = operation.input.safeParse(sampleInput(operation.input, theirs));
  if (!input.success) {
    throw new Error(`sampleInput() makes no valid input for ${id}: ${input.error.message}`);
  }
  try {
    return await textOf(await verb?.(ctx, input.data));
  } catch (error) {
    return error instanceof Fault && error.code !== "invalid" ? `refused: ${error.code}` : "saw a row";
  }
}

const sees = (text: string) =>
  text === "saw a row" || text.includes(theirs.text) || text.includes(theirs.uuid);

test("no read shows an Admin of one workspace anything of another one, whatever id they ask for", async () => {
  const other = await testWorkspace(anonymousCtx(database.db), theirs.text);
  const tables = await fillEveryTable(database.url, other.workspaceId, theirs);
  expect(tables.length).toBeGreaterThan(15);
  const me = await testMember(await testWorkspace(anonymousCtx(database.db), "My own"), "admin");
  const they = await testMember(other, "admin");

  const seen: string[] = [];
  const seenByThem: string[] = [];
  for (const [id, operation] of reads) {
    if (sees(await answer(me, id, operation))) {
      seen.push(id);
    }
    if (sees(await answer(they, id, operation))) {
      seenByThem.push(id);
    }
  }
  expect(seen).toEqual([]);
  // An entry of the audit log is in the history of one kind of object alone.
  const histories = {
    audience: "audiences.history",
    transfer: "transfers.history",
    destination: "destinations.history",
  } as const;
  for (const [objectKind, id] of Object.entries(histories)) {
    await database.db.prisma.auditEntry.updateMany({
      where: { workspaceId: other.workspaceId },
      data: { objectKind },
    });
    expect(sees(await answer(me, id, operations[id]))).toBe(false);
    if (sees(await answer(they, id, operations[id]))) {
      seenByThem.push(id);
    }
  }
  // Files are of segments that are lists.
  const ofLists = [
    "segments.lists.imports",
    "segments.lists.importOf",
    "segments.lists.notTakenCsv",
  ] as const;
  await database.db.prisma.segment.updateMany({
    where: { workspaceId: other.workspaceId },
    data: { kind: "list" },
  });
  for (const id of ofLists) {
    expect(sees(await answer(me, id, operations[id]))).toBe(false);
    if (sees(await answer(they, id, operations[id]))) {
      seenByThem.push(id);
    }
  }
  // The counter-check: the same questions do find these rows for who may see them.
  const notSeen = reads.map(([id]) => id).filter((id) => !seenByThem.includes(id));
  expect(notSeen.filter((id) => !showNoRows.includes(id))).toEqual([]);
});
