import type { Metadata } from "next";
import { firstPaint } from "@/app/_server/first-paint.ts";
import { DestinationScreen } from "@/components/destinations/page/destination-screen.tsx";

type Props = { params: Promise<{ destinationId: string }> };

export const metadata: Metadata = { title: "Destination" };

export default async function DestinationPage({ params }: Props) {
  const { destinationId } = await params;
  return (
    <DestinationScreen
      id={destinationId}
      initial={await firstPaint("destinations.get", { id: destinationId })}
    />
  );
}
