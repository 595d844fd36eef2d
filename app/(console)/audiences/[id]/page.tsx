import type { Metadata } from "next";
import { firstPaint, titled } from "@/app/_server/first-paint.ts";
import { AudienceScreen } from "@/components/audiences/audience-screen.tsx";

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { id } = await params;
  return titled("audiences.get", { id }, "Audience", (view) => view.name);
}

export default async function AudiencePage({ params }: Props) {
  const { id } = await params;
  return <AudienceScreen id={id} initial={await firstPaint("audiences.get", { id })} />;
}
