import type { Metadata } from "next";
import { pageVisitor } from "@/app/_server/context.ts";
import { ApiKeysPage } from "@/components/access/api-keys-page.tsx";
import { OnlyAdmins } from "@/components/access/only-admins.tsx";
import { isAllowed } from "@/lib/access/authorise.ts";
import { listApiKeys } from "@/lib/access/verbs/list-api-keys.ts";
import { access } from "@/lib/messages/access.ts";

export const metadata: Metadata = { title: "API keys" };

export default async function Page() {
  const { ctx } = await pageVisitor();
  if (!isAllowed(ctx, "keys.read")) {
    return <OnlyAdmins page={access.keys.title} />;
  }
  return <ApiKeysPage first={await listApiKeys(ctx, {})} />;
}
