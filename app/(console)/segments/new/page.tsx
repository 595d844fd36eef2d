import type { Metadata } from "next";
import { NewSegmentScreen } from "@/components/segments/new-segment-screen.tsx";

export const metadata: Metadata = { title: "New segment" };

export default function NewSegmentPage() {
  return <NewSegmentScreen />;
}
