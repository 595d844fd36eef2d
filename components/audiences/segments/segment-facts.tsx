import { Link } from "@/components/ui/link.tsx";
import type { AudienceView } from "@/lib/audiences/schema.ts";
import { segmentDefinition } from "@/lib/audiences/segments/schema.ts";
import { originMessages } from "@/lib/messages/audience-origins.ts";
import { identifierLabels } from "../../people/person-names.ts";
import type { Fact } from "../../ui/facts.tsx";

const words = originMessages.segment;

/** Which segment an audience follows. */
export function segmentFacts({ definition }: AudienceView): Fact[] {
  const known = segmentDefinition.safeParse(definition);
  if (!known.success) {
    return [];
  }
  const { segmentId, segmentName, identifier } = known.data;
  return [
    { label: words.fact, value: <Link href={`/segments/${segmentId}`}>{segmentName}</Link> },
    { label: originMessages.people.identifier, value: identifierLabels[identifier] },
  ];
}
