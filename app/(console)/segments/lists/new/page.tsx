import type { Metadata } from "next";
import { NewListScreen } from "@/components/segments/lists/new-list-screen.tsx";

export const metadata: Metadata = { title: "New list" };

export default function NewListPage() {
  return <NewListScreen />;
}
