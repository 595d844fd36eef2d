import type { Metadata } from "next";
import { firstPaint } from "@/app/_server/first-paint.ts";
import { AudienceScreen } from "@/components/audiences/audience-screen.tsx";

type Props = { params: Promise<{ id: string }> };

export const metadata: Metadata = { title: "Audience" };

export default async function AudiencePage({ params }: Props) {
  const { id } = await params;
  return <AudienceScreen id={id} initial={await firstPaint("audiences.get", { id })} />;
}
