import type { Metadata } from "next";
import { pageVisitor } from "@/app/_server/context.ts";
import { WorkspacePage } from "@/components/access/workspace-page.tsx";
import { CampaignRulesForm } from "@/components/campaigns/rules-form.tsx";
import { getWorkspace } from "@/lib/access/verbs/get-workspace.ts";
import { getRules } from "@/lib/campaigns/verbs/get-rules.ts";

export const metadata: Metadata = { title: "Workspace" };

export default async function Page() {
  const { ctx } = await pageVisitor();
  const [workspace, rules] = await Promise.all([getWorkspace(ctx, {}), getRules(ctx)]);
  return (
    <>
      <WorkspacePage workspace={workspace} />
      <CampaignRulesForm rules={rules} />
    </>
  );
}
