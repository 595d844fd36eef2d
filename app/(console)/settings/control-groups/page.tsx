import type { Metadata } from "next";
import { firstPaint } from "@/app/_server/first-paint.ts";
import { ControlGroupsScreen } from "@/components/control-groups/control-groups-screen.tsx";
import { controlGroupMessages } from "@/lib/messages/control-groups.ts";

export const metadata: Metadata = { title: controlGroupMessages.title };

export default async function ControlGroupsPage() {
  return <ControlGroupsScreen first={await firstPaint("controlGroups.list", {})} />;
}
