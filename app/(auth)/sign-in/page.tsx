import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { openVisitor } from "@/app/_server/context.ts";
import { localPath } from "@/app/_server/local-path.ts";
import { isOidcConfigured } from "@/app/_server/oidc-provider.ts";
import { SignInForm } from "@/components/access/sign-in-form.tsx";

export const metadata: Metadata = { title: "Sign in" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function SignInPage({ searchParams }: Props) {
  const { next, error } = await searchParams;
  const way = localPath(next);
  if (await openVisitor()) {
    redirect(way);
  }
  return <SignInForm next={way} error={typeof error === "string" ? error : null} oidc={isOidcConfigured()} />;
}
