import type { Metadata } from "next";
import { pageVisitor } from "@/app/_server/context.ts";
import { MembersPage } from "@/components/access/members-page.tsx";
import { OnlyAdmins } from "@/components/access/only-admins.tsx";
import { isAllowed } from "@/lib/access/authorise.ts";
import { listInvitations } from "@/lib/access/verbs/list-invitations.ts";
import { listMembers } from "@/lib/access/verbs/list-members.ts";
import { access } from "@/lib/messages/access.ts";

export const metadata: Metadata = { title: "Members" };

export default async function Page() {
  const { ctx } = await pageVisitor();
  if (!isAllowed(ctx, "members.read")) {
    return <OnlyAdmins page={access.members.title} />;
  }
  const [members, invitations] = await Promise.all([listMembers(ctx, {}), listInvitations(ctx, {})]);
  return <MembersPage members={members} invitations={invitations} />;
}
