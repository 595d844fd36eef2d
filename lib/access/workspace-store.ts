import type { Db } from "../db/client.ts";

export type WorkspaceRow = { id: string; name: string; timeZone: string; demo: boolean; createdAt: Date };

export async function workspaceById(db: Db, id: string): Promise<WorkspaceRow | null> {
  return db.prisma.workspace.findUnique({ where: { id } });
}

/** The same, held until the transaction ends: changes of a workspace's members wait for each other here. */
export async function lockWorkspace(db: Db, id: string): Promise<WorkspaceRow | null> {
  await db.sql("SELECT 1 FROM workspaces WHERE id = $1::uuid FOR UPDATE", [id]);
  return workspaceById(db, id);
}

export async function insertWorkspace(db: Db, workspace: WorkspaceRow): Promise<void> {
  await db.prisma.workspace.create({ data: workspace });
}

export async function saveWorkspace(
  db: Db,
  id: string,
  data: { name: string; timeZone: string },
): Promise<void> {
  await db.prisma.workspace.update({ where: { id }, data });
}
