import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { openVisitor } from "@/app/_server/context.ts";
import { CalmCard } from "@/components/access/calm-card.tsx";
import { SignOutButton } from "@/components/access/sign-out-button.tsx";

export const metadata: Metadata = { title: "No workspace" };

export default async function NoWorkspacePage() {
  const visitor = await openVisitor();
  if (!visitor) {
    redirect("/sign-in");
  }
  if (visitor.workspaces.length > 0) {
    redirect("/");
  }
  const { actor } = visitor.ctx;
  return (
    <CalmCard
      title="You are in no workspace"
      lead={`${actor.kind === "user" ? actor.email : "This account"} is not a member of any workspace. Ask an Admin for an invitation link and open it in this browser.`}
    >
      <SignOutButton />
    </CalmCard>
  );
}
