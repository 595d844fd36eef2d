import type { Metadata } from "next";
import { firstPaint } from "@/app/_server/first-paint.ts";
import { PartnersScreen } from "@/components/partners/partners-screen.tsx";

export const metadata: Metadata = { title: "Partners" };

const place = "partners";

export default async function PartnersPage() {
  const [partners, connections] = await Promise.all([
    firstPaint("partners.list", {}),
    firstPaint("connections.list", { place, limit: 100 }),
  ]);
  return <PartnersScreen place={place} initial={{ partners, connections }} />;
}
