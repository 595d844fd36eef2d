import type { Metadata } from "next";
import { firstPaint, titled } from "@/app/_server/first-paint.ts";
import { SegmentPage } from "@/components/segments/page/segment-page.tsx";

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { id } = await params;
  return titled("segments.get", { id }, "Segment", (view) => view.name);
}

export default async function OneSegment({ params }: Props) {
  const { id } = await params;
  return <SegmentPage id={id} initial={await firstPaint("segments.get", { id })} />;
}
