import { expect, test } from "vitest";
import { handlers } from "../api/handlers.ts";
import type { Operation, Upload } from "../api/operation.ts";
import { operations } from "../api/operations.ts";
import type { Ctx } from "../context.ts";
import { Fault } from "../kernel/fault.ts";
import { newId } from "../kernel/ids.ts";
import type { Json } from "../kernel/json.ts";
import { anonymousCtx, testMember, testWorkspace } from "../testing/actors.ts";
import { testDatabase } from "../testing/database.ts";
import { fillEveryTable, rowsOfWorkspace } from "../testing/fill-every-table.ts";
import { sampleInputs } from "../testing/sample-inputs.ts";

const database = testDatabase();
const theirs = { uuid: newId(), text: "canary-of-the-other-workspace" };
const nobodys = { uuid: newId(), text: "a-word-that-nobody-has-used" };
const words = {
  ...{ partner: "segment", region: "us", status: "running", data_type: "selected", frequency: "recurring" },
  ...{ format: "json", trigger: "schedule", verdict: "rejected", role: "viewer", platform: "web" },
  ...{ object_kind: "export", object_id: theirs.uuid, type: "track", stage: "filtered", channel: "email" },
};
const all = Object.entries<Operation>(operations);

function file(): Upload {
  async function* pieces() {
    yield Buffer.from("id\nsomebody\n");
  }
  const gone = new AbortController().signal;
  return { pieces: pieces(), announced: null, gzip: false, gone };
}

/** What comes of an operation: allowed, or the refusal in its words, with what was asked for as `<id>` and `<text>`. */
async function outcome(ctx: Ctx, [id, operation]: (typeof all)[number], input: Json, asked: typeof theirs) {
  const parsed = operation.input.safeParse(input);
  if (!parsed.success) {
    return "no input";
  }
  const verb = (handlers as Record<string, (ctx: Ctx, input: unknown, file: Upload) => Promise<unknown>>)[id];
  try {
    const answer = await verb?.(ctx, parsed.data, file());
    if (operation.produces === "csv") {
      for await (const _piece of answer as AsyncIterable<string>) {
        // Read to its end: some refuse only then.
      }
    }
    return "allowed";
  } catch (error) {
    const said =
      error instanceof Fault
        ? `${error.code} ${error.message} ${JSON.stringify([error.problems, error.blockers])}`
        : `not a Fault: ${error}`;
    return said.replaceAll(asked.uuid, "<id>").replaceAll(asked.text, "<text>");
  }
}

test("no operation touches another workspace, or tells by its refusal what is there, whoever asks and whatever they name", async () => {
  const other = await testWorkspace(anonymousCtx(database.db), theirs.text);
  await fillEveryTable(database.url, other.workspaceId, { ...theirs, words });
  // Two workspaces that do the same, one with the other one's ids and words, one with nobody's.
  const asking = await testMember(await testWorkspace(anonymousCtx(database.db)), "admin");
  const guessing = await testMember(await testWorkspace(anonymousCtx(database.db)), "admin");
  const before = await rowsOfWorkspace(database.url, other.workspaceId);
  const told: string[] = [];
  let asked = 0;
  for (const entry of all) {
    const guesses = sampleInputs(entry[1].input, nobodys);
    for (const [index, input] of sampleInputs(entry[1].input, theirs).entries()) {
      const ofTheirs = await outcome(asking, entry, input, theirs);
      const ofNobodys = await outcome(guessing, entry, guesses[index] ?? null, nobodys);
      asked += ofTheirs === "no input" ? 0 : 1;
      if (ofTheirs !== ofNobodys || ofTheirs.startsWith("not a Fault")) {
        told.push(`${entry[0]} ${JSON.stringify(input)}: ${ofTheirs}, else ${ofNobodys}`);
      }
    }
  }
  expect(told).toEqual([]);
  expect(asked).toBeGreaterThan(all.length);
  expect(await rowsOfWorkspace(database.url, other.workspaceId)).toEqual(before);
});
