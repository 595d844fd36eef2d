import { importCsv } from "../audiences/verbs/import-csv.ts";
import { openDatabase } from "../db/client.ts";
import { systemClock } from "../kernel/clock.ts";
import { uploadOf } from "./import-ground.ts";
import { testCtx } from "./test-ctx.ts";

// A process for tests to kill: imports a file into an audience, and fails at its end as soon as it is told to.
const { DATABASE_URL = "", WORKSPACE_ID = "", AUDIENCE_ID = "", ROWS = "0" } = process.env;
const db = openDatabase(DATABASE_URL);
const ctx = { ...(await testCtx(db)), workspaceId: WORKSPACE_ID, clock: systemClock };
const upload = uploadOf("");

async function* pieces(): AsyncGenerator<Uint8Array> {
  yield Buffer.from("id,plan\n");
  for (let row = 0; row < Number(ROWS); row += 1_000) {
    yield Buffer.from(Array.from({ length: 1_000 }, (_, index) => `cust-${row + index},v\n`).join(""));
  }
  await new Promise((resolve) => process.stdin.once("data", resolve));
  throw new Error("The disk is broken.");
}

await importCsv(
  ctx,
  { id: AUDIENCE_ID, column: "id", mode: "add", fileName: "users.csv" },
  { ...upload, pieces: pieces() },
);
