import { Alert, List, NativeSelect, Radio, Stack, Text } from "@mantine/core";
import { isEntry, titleOf } from "@/lib/journeys/graph.ts";
import type { PublishImpact, PublishJourney } from "@/lib/journeys/schema.ts";
import { journeysMessages } from "@/lib/messages/journeys.ts";
import { useJourney } from "./journey-context.tsx";

const words = journeysMessages.publish;

/** Where those go who are at a node that is gone, by the node; what is not told, or empty: out. */
export type Moves = Record<string, string>;
export type PeopleChoice = PublishJourney["people"];

/** What becomes of the people who are in the journey, and of those above all whose step is gone. */
export function PublishPeople({
  impact: { inside, removed },
  choice,
  moves,
  onChoice,
  onMoves,
}: {
  impact: PublishImpact;
  choice: PeopleChoice;
  moves: Moves;
  onChoice: (choice: PeopleChoice) => void;
  onMoves: (moves: Moves) => void;
}) {
  const { document } = useJourney();
  const stranded = removed.filter(({ people }) => people > 0);
  const count = stranded.reduce((total, { people }) => total + people, 0);
  const targets = document.nodes
    .filter((node) => !isEntry(node))
    .map((node) => ({ value: node.id, label: words.moveTo(titleOf(node)) }));
  return (
    <Stack gap="xs">
      <Radio.Group
        label={words.inside(inside)}
        value={choice}
        onChange={(next) => onChoice(next === "move" ? "move" : "finish")}
      >
        <Stack gap={6} mt={6}>
          <Radio value="finish" label={words.choices.finish} />
          <Radio value="move" label={words.choices.move} />
        </Stack>
      </Radio.Group>
      {count > 0 && (
        <Alert color="yellow" p="xs">
          <Text size="sm" fw={600} mb={4}>
            {words.stranded(count, stranded.length)}
          </Text>
          {choice === "finish" ? (
            <>
              <Text size="sm">{words.strandedFinish}</Text>
              <List size="sm" mt={4}>
                {stranded.map(({ node, name, people }) => (
                  <List.Item key={node}>{words.waits(people, name)}</List.Item>
                ))}
              </List>
            </>
          ) : (
            <Stack gap="xs">
              {stranded.map(({ node, name, people }) => (
                <NativeSelect
                  key={node}
                  size="xs"
                  label={words.waits(people, name)}
                  value={moves[node] ?? ""}
                  data={[{ value: "", label: words.exit }, ...targets]}
                  onChange={(event) => onMoves({ ...moves, [node]: event.currentTarget.value })}
                />
              ))}
            </Stack>
          )}
        </Alert>
      )}
    </Stack>
  );
}
