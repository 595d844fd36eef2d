import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { firstPaint } from "@/app/_server/first-paint.ts";
import { PersonScreen } from "@/components/people/person-screen.tsx";
import { personId } from "@/lib/people/schema.ts";

export const metadata: Metadata = { title: "Person" };

export default async function PersonPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  if (!personId.safeParse({ id }).success) {
    notFound();
  }
  const person = await firstPaint("people.get", { id });
  if (person && person.id !== id) {
    redirect(`/people/${person.id}?merged-from=${id}`);
  }
  const [devices, subscriptions, groups] = await Promise.all([
    firstPaint("people.devices", { id }),
    firstPaint("people.subscriptions", { id }),
    firstPaint("controlGroups.ofPerson", { id }),
  ]);
  return <PersonScreen id={id} initial={person} painted={{ devices, subscriptions, groups }} />;
}
