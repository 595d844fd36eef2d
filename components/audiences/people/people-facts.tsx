import { peopleDefinition } from "@/lib/audiences/people/schema.ts";
import type { AudienceView } from "@/lib/audiences/schema.ts";
import { originMessages } from "@/lib/messages/audience-origins.ts";
import type { PeopleFilter } from "@/lib/people/filter.ts";
import { identifierLabels } from "../../people/person-names.ts";
import type { Fact } from "../../ui/facts.tsx";
import { Time } from "../../ui/time.tsx";

const words = originMessages.people;

function filterWords({ identifier, seenWithinDays, did, property }: PeopleFilter): string {
  return [
    `People with a ${identifierLabels[identifier]}`,
    seenWithinDays !== undefined && `seen within ${seenWithinDays} days`,
    did && `who did “${did.event}” within ${did.withinDays} days`,
    property && `whose ${property.name} equals “${property.value}”`,
  ]
    .filter(Boolean)
    .join(", ");
}

/** Whom an audience of people holds, and as of when. */
export function peopleFacts({ definition }: AudienceView): Fact[] {
  const known = peopleDefinition.safeParse(definition);
  if (!known.success) {
    return [];
  }
  const { filter, begunAt, takenAt } = known.data;
  return [
    { label: words.fact, value: filterWords(filter) },
    {
      label: words.taken,
      value: (
        <>
          {takenAt && <Time at={takenAt} relative />}
          {takenAt !== begunAt && (takenAt ? `, ${words.taking}` : words.taking)}
        </>
      ),
    },
  ];
}
