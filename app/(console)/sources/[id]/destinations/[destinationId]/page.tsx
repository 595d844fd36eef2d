import type { Metadata } from "next";
import { firstPaint, titled } from "@/app/_server/first-paint.ts";
import { DestinationScreen } from "@/components/destinations/page/destination-screen.tsx";

type Props = { params: Promise<{ destinationId: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { destinationId } = await params;
  return titled("destinations.get", { id: destinationId }, "Destination", (view) => view.name);
}

export default async function DestinationPage({ params }: Props) {
  const { destinationId } = await params;
  return (
    <DestinationScreen
      id={destinationId}
      initial={await firstPaint("destinations.get", { id: destinationId })}
    />
  );
}
