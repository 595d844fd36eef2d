import type { Metadata } from "next";
import { pageVisitor } from "@/app/_server/context.ts";
import { AuditPage } from "@/components/access/audit-page.tsx";
import { OnlyAdmins } from "@/components/access/only-admins.tsx";
import { isAllowed } from "@/lib/access/authorise.ts";
import { access } from "@/lib/messages/access.ts";

export const metadata: Metadata = { title: "Audit log" };

export default async function Page() {
  const { ctx } = await pageVisitor();
  return isAllowed(ctx, "audit.read") ? <AuditPage /> : <OnlyAdmins page={access.audit.title} />;
}
