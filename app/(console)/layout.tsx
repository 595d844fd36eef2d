import type { ReactNode } from "react";
import { pageVisitor } from "@/app/_server/context.ts";
import { AccountMenu } from "@/components/access/account-menu.tsx";
import { WorkspaceSwitcher } from "@/components/access/workspace-switcher.tsx";
import { Shell } from "@/components/shell/shell.tsx";
import { VisitorProvider } from "@/components/visitor.tsx";
import { hasSandbox } from "@/lib/partners/catalog.ts";

export const dynamic = "force-dynamic";

export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  const { ctx, workspace, workspaces } = await pageVisitor();
  const { actor } = ctx;
  return (
    <VisitorProvider
      visitor={{
        name: actor.kind === "user" ? actor.name : "",
        email: actor.kind === "user" ? actor.email : "",
        role: workspace.role,
        workspaceId: workspace.workspaceId,
        workspaceName: workspace.name,
        timeZone: workspace.timeZone,
        demo: workspace.demo,
        sandbox: workspace.demo || hasSandbox(ctx.hosts),
        workspaces: workspaces.map((each) => ({ id: each.workspaceId, name: each.name })),
      }}
    >
      <Shell switcher={<WorkspaceSwitcher />} account={<AccountMenu />}>
        {children}
      </Shell>
    </VisitorProvider>
  );
}
