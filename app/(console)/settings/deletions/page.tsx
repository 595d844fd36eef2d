import type { Metadata } from "next";
import { pageVisitor } from "@/app/_server/context.ts";
import { OnlyAdmins } from "@/components/access/only-admins.tsx";
import { DeletionsPage } from "@/components/people/deletions-page.tsx";
import { isAllowed } from "@/lib/access/authorise.ts";
import { forgetsText } from "@/lib/messages/forgets.ts";

export const metadata: Metadata = { title: "Deletions" };

export default async function Page() {
  const { ctx } = await pageVisitor();
  return isAllowed(ctx, "people.forget") ? <DeletionsPage /> : <OnlyAdmins page={forgetsText.page.title} />;
}
