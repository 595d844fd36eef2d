import type { Metadata } from "next";
import { pageVisitor } from "@/app/_server/context.ts";
import { AccountPage } from "@/components/access/account-page.tsx";
import { getAccount } from "@/lib/access/verbs/get-account.ts";
import { listSessions } from "@/lib/access/verbs/list-sessions.ts";

export const metadata: Metadata = { title: "My account" };

export default async function Page() {
  const { ctx } = await pageVisitor();
  const [account, sessions] = await Promise.all([getAccount(ctx, {}), listSessions(ctx, {})]);
  return <AccountPage account={account} sessions={sessions} />;
}
