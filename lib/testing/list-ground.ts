import type { Ctx } from "../context.ts";
import type { Db } from "../db/client.ts";
import type { IdentifierKind } from "../people/schema.ts";
import type { ImportList } from "../segments/lists/schema.ts";
import {
  applyListImportStep,
  firstListStep,
  type ListStepFrom,
} from "../segments/lists/verbs/apply-list-import-step.ts";
import { createList } from "../segments/lists/verbs/create-list.ts";
import { importList } from "../segments/lists/verbs/import-list.ts";
import { uploadOf } from "./import-ground.ts";
import { insertNumberedPeople, insertTestPeople } from "./people-store.ts";
import { testCtx } from "./test-ctx.ts";

type More = Partial<Omit<ImportList, "id">> & Parameters<typeof uploadOf>[1];

/** A list in a workspace of a test's own. */
export async function listGround(db: Db) {
  const ctx = await testCtx(db);
  const { workspaceId } = ctx;
  const { id } = await createList(ctx, { name: "Guests", description: "", labels: [] });
  const system: Ctx = { ...ctx, actor: { kind: "system", name: "Junction" } };
  const step = (importId: string, from: ListStepFrom = firstListStep) =>
    applyListImportStep(system, { importId, from });
  async function apply(importId: string): Promise<void> {
    for (let from = await step(importId); from; from = await step(importId, from)) {}
  }
  const upload = (file: string | Buffer, more: More = {}) => {
    const {
      mode = "add",
      column = "user_id",
      identifiedBy = "user_id",
      fileName = "guests.csv",
      ...rest
    } = more;
    ctx.clock.advance(60_000);
    return importList(ctx, { id, column, identifiedBy, mode, fileName }, uploadOf(file, rest));
  };
  return {
    ctx,
    system,
    id,
    step,
    apply,
    upload,
    /** Imports a file and applies all of it. */
    take: async (file: string | Buffer, more: More = {}): Promise<string> => {
      const made = await upload(file, more);
      await apply(made.id);
      return made.id;
    },
    /** Makes people of these identifiers; resolves their ids in the same order. */
    people: (known: Partial<Record<IdentifierKind, string>>[]) => insertTestPeople(db, workspaceId, known),
    /** Makes `count` people with the user IDs cust-0, cust-1 … */
    many: (count: number) => insertNumberedPeople(db, workspaceId, count),
    /** Ids of who is in the list. */
    members: async (): Promise<string[]> => {
      const rows = await db.sql<{ id: string }>(
        `select person_id as id from segment_members where workspace_id = $1::uuid and segment_id = $2::uuid
         order by person_id`,
        [workspaceId, id],
      );
      return rows.map((row) => row.id);
    },
    /** What an import leaves behind while it runs. */
    staged: async (): Promise<number> => {
      const where = { workspaceId };
      return (
        (await db.prisma.listImportRow.count({ where })) + (await db.prisma.listImportPerson.count({ where }))
      );
    },
  };
}
