import type { Metadata } from "next";
import { pageVisitor } from "@/app/_server/context.ts";
import { WorkspacePage } from "@/components/access/workspace-page.tsx";
import { getWorkspace } from "@/lib/access/verbs/get-workspace.ts";

export const metadata: Metadata = { title: "Workspace" };

export default async function Page() {
  const { ctx } = await pageVisitor();
  return <WorkspacePage workspace={await getWorkspace(ctx, {})} />;
}
