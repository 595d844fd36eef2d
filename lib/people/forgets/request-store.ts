import type { Db } from "../../db/client.ts";
import { type ForgetRequest, Prisma } from "../../db/generated/client.ts";
import { Fault } from "../../kernel/fault.ts";
import type { ForgetStep } from "./schema.ts";

export type { ForgetRequest };

/** Writes a request. Throws `conflict` while another one for the person is under way. */
export async function insertForget(db: Db, row: Prisma.ForgetRequestUncheckedCreateInput): Promise<void> {
  try {
    await db.prisma.forgetRequest.create({ data: row });
  } catch (cause) {
    if (cause instanceof Prisma.PrismaClientKnownRequestError && cause.code === "P2002") {
      throw new Fault("conflict", "This person is being deleted already.", { cause });
    }
    throw cause;
  }
}

export async function forgetById(db: Db, workspaceId: string, id: string): Promise<ForgetRequest | null> {
  return db.prisma.forgetRequest.findUnique({ where: { workspaceId_id: { workspaceId, id } } });
}

export async function forgetRows(
  db: Db,
  workspaceId: string,
  page: { personId: string | undefined; before: string | null; limit: number },
): Promise<ForgetRequest[]> {
  return db.prisma.forgetRequest.findMany({
    where: { workspaceId, personId: page.personId, ...(page.before && { id: { lt: page.before } }) },
    orderBy: { id: "desc" },
    take: page.limit,
  });
}

/** Holds a request, so that working on it and asking again take turns. */
export async function lockForget(db: Db, workspaceId: string, id: string): Promise<void> {
  await db.sql(`select id from forget_requests where workspace_id = $1::uuid and id = $2::uuid for update`, [
    workspaceId,
    id,
  ]);
}

export async function updateForget(
  db: Db,
  workspaceId: string,
  id: string,
  change: Prisma.ForgetRequestUncheckedUpdateInput & { steps?: ForgetStep[] },
): Promise<void> {
  await db.prisma.forgetRequest.update({ where: { workspaceId_id: { workspaceId, id } }, data: change });
}
