import type { Metadata } from "next";
import { firstPaint } from "@/app/_server/first-paint.ts";
import { SourcesScreen } from "@/components/sources/sources-screen.tsx";

export const metadata: Metadata = { title: "Sources" };

export default async function SourcesPage() {
  return <SourcesScreen initial={await firstPaint("sources.list", {})} />;
}
