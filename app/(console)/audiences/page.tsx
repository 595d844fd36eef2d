import type { Metadata } from "next";
import { AudiencesScreen } from "@/components/audiences/audiences-screen.tsx";

export const metadata: Metadata = { title: "Audiences" };

export default function AudiencesPage() {
  return <AudiencesScreen />;
}
