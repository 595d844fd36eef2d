import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { firstPaint } from "@/app/_server/first-paint.ts";
import { EventScreen } from "@/components/events/event-screen.tsx";
import { eventNameKey } from "@/lib/events/schema.ts";

type Props = { params: Promise<{ type: string; name: string }> };

/** Path segments come still encoded; one that cannot be decoded names no event. */
function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return notFound();
  }
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `${decoded((await params).name)} · Event` };
}

export default async function EventPage({ params }: Props) {
  const { type, name } = await params;
  const key = eventNameKey.safeParse({ type: decoded(type), name: decoded(name) });
  if (!key.success) {
    notFound();
  }
  return (
    <EventScreen
      type={key.data.type}
      name={key.data.name}
      initial={await firstPaint("events.definition", key.data)}
    />
  );
}
