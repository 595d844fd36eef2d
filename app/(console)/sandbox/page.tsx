import type { Metadata } from "next";
import { firstPaint } from "@/app/_server/first-paint.ts";
import { SandboxScreen } from "@/components/sandbox/sandbox-screen.tsx";

export const metadata: Metadata = { title: "Sandbox" };

export default async function SandboxPage() {
  return <SandboxScreen initial={await firstPaint("sandbox.accounts.list", {})} />;
}
