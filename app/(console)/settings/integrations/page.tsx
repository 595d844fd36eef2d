import type { Metadata } from "next";
import { firstPaint } from "@/app/_server/first-paint.ts";
import { PartnersScreen } from "@/components/partners/partners-screen.tsx";

export const metadata: Metadata = { title: "Integrations" };

const place = "integrations";

export default async function IntegrationsPage() {
  const [partners, connections] = await Promise.all([
    firstPaint("partners.list", {}),
    firstPaint("connections.list", { place, limit: 100 }),
  ]);
  return <PartnersScreen place={place} initial={{ partners, connections }} />;
}
