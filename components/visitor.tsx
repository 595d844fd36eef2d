"use client";

import { createContext, type ReactNode, useContext } from "react";
import { type Permission, permissions, type Role } from "@/lib/access/permissions.ts";
import { setPageWorkspace } from "./api.ts";

export type VisitorView = {
  name: string;
  email: string;
  role: Role;
  workspaceId: string;
  workspaceName: string;
  timeZone: string;
  demo: boolean;
  /** Connections of this installation can go to its sandbox, whose page shows what came. */
  sandbox: boolean;
  workspaces: { id: string; name: string }[];
};

const VisitorContext = createContext<VisitorView | null>(null);

/** Makes the signed-in visitor and their workspace known to everything inside. */
export function VisitorProvider({ visitor, children }: { visitor: VisitorView; children: ReactNode }) {
  setPageWorkspace(visitor.workspaceId);
  return <VisitorContext value={visitor}>{children}</VisitorContext>;
}

/** The visitor of this screen, and whether their role allows something (the server decides again in every verb). */
export function useVisitor(): VisitorView & { can(permission: Permission): boolean } {
  const visitor = useContext(VisitorContext);
  if (!visitor) {
    throw new Error("useVisitor needs a VisitorProvider above it");
  }
  return {
    ...visitor,
    can: (permission) => {
      const allowed: unknown = permissions[permission];
      return Array.isArray(allowed) && allowed.includes(visitor.role);
    },
  };
}
