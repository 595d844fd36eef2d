import type { Metadata } from "next";
import { firstPaint, titled } from "@/app/_server/first-paint.ts";
import { SourceScreen } from "@/components/sources/source-screen.tsx";

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { id } = await params;
  return titled("sources.get", { id }, "Source", (view) => view.name);
}

export default async function SourcePage({ params }: Props) {
  const { id } = await params;
  return <SourceScreen id={id} initial={await firstPaint("sources.get", { id })} />;
}
