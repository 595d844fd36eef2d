import type { Metadata } from "next";
import { firstPaint, titled } from "@/app/_server/first-paint.ts";
import { ConnectionScreen } from "@/components/partners/connection-screen.tsx";

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { id } = await params;
  return titled("connections.get", { id }, "Connection", (view) => view.nickname);
}

export default async function ConnectionPage({ params }: Props) {
  const { id } = await params;
  const [initial, uses] = await Promise.all([
    firstPaint("connections.get", { id }),
    firstPaint("connections.uses", { id }),
  ]);
  return <ConnectionScreen id={id} initial={initial} uses={uses} />;
}
