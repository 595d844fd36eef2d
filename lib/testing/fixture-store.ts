import type { Db } from "../db/client.ts";
import { newId } from "../kernel/ids.ts";

/** A workspace of its own, so that tests in one database do not see each other's rows. */
export async function insertTestWorkspace(db: Db, name: string): Promise<string> {
  const { id } = await db.prisma.workspace.create({ data: { id: newId(), name } });
  return id;
}

/** An export in a state that a test needs, without going through its engine. */
export async function insertTestExport(
  db: Db,
  workspaceId: string,
  connectionId: string,
  status: string,
): Promise<string> {
  const { id } = await db.prisma.export.create({
    data: {
      workspaceId,
      id: newId(),
      connectionId,
      partner: "segment",
      dataType: "all_system",
      frequency: "recurring",
      everyHours: 4,
      startAt: new Date("2026-01-01T00:00:00Z"),
      status,
      createdBy: "Test",
    },
  });
  return id;
}

/** A transfer of a new audience through the connection. */
export async function insertTestTransfer(
  db: Db,
  workspaceId: string,
  connectionId: string,
  status: string,
): Promise<string> {
  const audienceId = newId();
  await db.prisma.audience.create({
    data: {
      workspaceId,
      id: audienceId,
      name: `Test audience ${audienceId}`,
      origin: "csv",
      createdBy: "Test",
    },
  });
  const { id } = await db.prisma.transfer.create({
    data: {
      workspaceId,
      id: newId(),
      audienceId,
      connectionId,
      partner: "segment",
      frequency: "once",
      status,
      createdBy: "Test",
    },
  });
  return id;
}

/** A connection without any real settings, for what only needs one to be there. */
export async function insertTestConnection(db: Db, workspaceId: string): Promise<string> {
  const id = newId();
  await db.prisma.connection.create({
    data: { workspaceId, id, partner: "segment", nickname: `Test ${id}`, createdBy: "Test" },
  });
  return id;
}
