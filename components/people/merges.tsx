import { Stack, Text, Title } from "@mantine/core";
import { peopleMessages } from "@/lib/messages/people.ts";
import { identifierKinds, type PersonView } from "@/lib/people/schema.ts";
import { countWords } from "../ui/count.tsx";
import { Time } from "../ui/time.tsx";
import { identifierLabels } from "./person-names.ts";

const words = peopleMessages.merges;

/** "user_id:cust-1" as "User ID cust-1". */
function evidenceWords(evidence: string): string {
  const kind = identifierKinds.find((each) => evidence.startsWith(`${each}:`));
  return kind ? `${identifierLabels[kind]} ${evidence.slice(kind.length + 1)}` : evidence;
}

/** Which other profiles turned out to be this person, when and why. */
export function Merges({ merges }: { merges: PersonView["merges"] }) {
  return (
    <section aria-labelledby="merges">
      <Title order={2} id="merges" mb="xs">
        Merges
      </Title>
      {merges.length === 0 && (
        <Text size="sm" c="dimmed">
          {words.none}
        </Text>
      )}
      <Stack gap="sm" component="ul" style={{ listStyle: "none", margin: 0, padding: 0 }}>
        {merges.map((merge) => (
          <li key={merge.id}>
            <Text size="sm" style={{ overflowWrap: "anywhere" }}>
              Merged on <Time at={merge.at} /> because {words.causes[merge.cause]}:{" "}
              {evidenceWords(merge.evidence)}.
            </Text>
            <Text size="xs" c="dimmed" style={{ overflowWrap: "anywhere" }}>
              Profile {merge.fromId}, {countWords(merge.eventsMoved, "event", "events")} moved here
            </Text>
          </li>
        ))}
      </Stack>
    </section>
  );
}
