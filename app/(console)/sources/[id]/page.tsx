import type { Metadata } from "next";
import { firstPaint } from "@/app/_server/first-paint.ts";
import { SourceScreen } from "@/components/sources/source-screen.tsx";

type Props = { params: Promise<{ id: string }> };

export const metadata: Metadata = { title: "Source" };

export default async function SourcePage({ params }: Props) {
  const { id } = await params;
  return <SourceScreen id={id} initial={await firstPaint("sources.get", { id })} />;
}
