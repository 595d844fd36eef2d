import type { Metadata } from "next";
import { openVisitor } from "@/app/_server/context.ts";
import { isOidcConfigured } from "@/app/_server/oidc-provider.ts";
import { root } from "@/app/_server/root.ts";
import { CalmCard } from "@/components/access/calm-card.tsx";
import { InviteForm } from "@/components/access/invite-form.tsx";
import { lookAtInvitation } from "@/lib/access/verbs/look-at-invitation.ts";
import { Fault } from "@/lib/kernel/fault.ts";

export const metadata: Metadata = { title: "Invitation" };
export const dynamic = "force-dynamic";

export default async function InvitePage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const visitor = await openVisitor();
  const ctx = visitor?.ctx ?? root().ctx;
  try {
    const look = await lookAtInvitation(ctx, { token });
    const email = ctx.actor.kind === "user" ? ctx.actor.email : null;
    return <InviteForm token={token} look={look} signedInAs={email} oidc={isOidcConfigured()} />;
  } catch (error) {
    if (error instanceof Fault) {
      return <CalmCard title="This link does not work">{error.message}</CalmCard>;
    }
    throw error;
  }
}
