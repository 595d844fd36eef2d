import type { Metadata } from "next";
import { firstPaint } from "@/app/_server/first-paint.ts";
import { PartnersScreen } from "@/components/partners/partners-screen.tsx";

export const metadata: Metadata = { title: "Partners" };

export default async function PartnersPage() {
  const [partners, connections] = await Promise.all([
    firstPaint("partners.list", {}),
    firstPaint("connections.list", { limit: 100 }),
  ]);
  return <PartnersScreen initial={{ partners, connections }} />;
}
