import type { Upload } from "../api/operation.ts";
import { membersInOrder } from "../audiences/member-list-store.ts";
import { applyImportStep, type StepFrom } from "../audiences/verbs/apply-import-step.ts";
import { createAudience } from "../audiences/verbs/create-audience.ts";
import { importCsv } from "../audiences/verbs/import-csv.ts";
import type { Ctx } from "../context.ts";
import type { Db } from "../db/client.ts";
import type { JsonObject } from "../kernel/json.ts";
import { testCtx } from "./test-ctx.ts";

type UploadMore = Partial<Upload> & { pieceBytes?: number };

/** A file as a browser sends it, in pieces of a few bytes unless told. */
export function uploadOf(file: string | Buffer, more: UploadMore = {}): Upload {
  const { pieceBytes = 7, ...rest } = more;
  const bytes = Buffer.from(file);
  async function* pieces(): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < bytes.length; at += pieceBytes) {
      yield bytes.subarray(at, at + pieceBytes);
    }
  }
  return {
    pieces: pieces(),
    announced: bytes.length,
    gzip: false,
    gone: new AbortController().signal,
    ...rest,
  };
}

/** An audience for files in a workspace of a test's own. */
export async function importGround(db: Db) {
  const ctx = await testCtx(db);
  const { audience } = await createAudience(ctx, { name: "Guests", description: "", origin: "csv" });
  const { id } = audience;
  const system: Ctx = { ...ctx, actor: { kind: "system", name: "Junction" } };
  const step = (importId: string, from: StepFrom = { phase: "rows", after: "" }) =>
    applyImportStep(system, { importId, from });
  async function apply(importId: string): Promise<void> {
    for (let from = await step(importId); from; from = await step(importId, from)) {}
  }
  const upload = (
    file: string | Buffer,
    more: UploadMore & { mode?: "add" | "replace"; column?: string } = {},
  ) => {
    const { mode = "add", column = "id", ...rest } = more;
    ctx.clock.advance(60_000);
    const input = { id, column, mode, fileName: "users.csv" };
    return importCsv(ctx, input, uploadOf(file, rest));
  };
  return {
    ctx,
    id,
    step,
    apply,
    upload,
    /** Imports a file and applies all of it. */
    take: async (file: string, mode: "add" | "replace" = "add") => {
      const made = await upload(file, { mode });
      await apply(made.id);
      return made.id;
    },
    /** Identity and properties of who is in the audience. */
    state: async (): Promise<Record<string, JsonObject>> => {
      const rows = await membersInOrder(db, { workspaceId: ctx.workspaceId, audienceId: id }, null, 1_000);
      return Object.fromEntries(rows.map((row) => [row.identity, row.properties]));
    },
  };
}
