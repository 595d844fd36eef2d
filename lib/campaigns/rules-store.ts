import type { Db } from "../db/client.ts";
import type { Prisma } from "../db/generated/client.ts";
import type { Json } from "../kernel/json.ts";

export async function rulesRow(
  db: Db,
  workspaceId: string,
): Promise<{ approval: boolean; limits: Json } | null> {
  const row = await db.prisma.workspace.findUnique({
    where: { id: workspaceId },
    select: { approval: true, limits: true },
  });
  return row as { approval: boolean; limits: Json } | null;
}

export async function saveRulesRow(
  db: Db,
  workspaceId: string,
  rules: { approval: boolean; limits: Json },
): Promise<void> {
  await db.prisma.workspace.update({
    where: { id: workspaceId },
    data: { approval: rules.approval, limits: rules.limits as Prisma.InputJsonValue },
  });
}
