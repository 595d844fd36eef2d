import type { Role } from "./permissions.ts";
import type { WorkspaceView } from "./schema.ts";
import type { WorkspaceRow } from "./workspace-store.ts";

/** A workspace as its member with `role` sees it. */
export function workspaceView(row: WorkspaceRow, role: Role): WorkspaceView {
  return {
    id: row.id,
    name: row.name,
    timeZone: row.timeZone,
    demo: row.demo,
    role,
    createdAt: row.createdAt.toISOString(),
  };
}
