import type { Metadata } from "next";
import { firstPaint } from "@/app/_server/first-paint.ts";
import { EventsScreen } from "@/components/events/events-screen.tsx";

export const metadata: Metadata = { title: "Events" };

export default async function EventsPage() {
  return <EventsScreen initial={await firstPaint("events.names", {})} />;
}
