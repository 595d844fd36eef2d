import type { Metadata } from "next";
import { SegmentScreen } from "@/components/segments/segment-screen.tsx";

export const metadata: Metadata = { title: "New segment" };

export default function NewSegmentPage() {
  return <SegmentScreen segment={null} />;
}
