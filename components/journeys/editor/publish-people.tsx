import { Alert, List, NativeSelect, Radio, Stack, Text } from "@mantine/core";
import { isEntry, titleOf } from "@/lib/journeys/graph.ts";
import type { PublishImpact, PublishJourney } from "@/lib/journeys/schema.ts";
import { journeysMessages } from "@/lib/messages/journeys.ts";
import { useJourney } from "./journey-context.tsx";

const words = journeysMessages.publish;

/** Where those go who are at a node that is gone, by the node; null: out. What is not there was not chosen yet. */
export type Moves = Record<string, string | null>;
/** No id of a node. */
const OUT = "-";
export type PeopleChoice = PublishJourney["people"];

/** Steps that are gone, with people of whom it has to be said where they go. */
export const strandedIn = ({ removed }: Pick<PublishImpact, "removed">): PublishImpact["removed"] =>
  removed.filter(({ people }) => people > 0);

/** What becomes of the people who are in the journey, and of those above all whose step is gone. */
export function PublishPeople({
  impact,
  choice,
  moves,
  asked,
  onChoice,
  onMoves,
}: {
  impact: PublishImpact;
  choice: PeopleChoice;
  moves: Moves;
  /** What was not chosen is marked. */
  asked: boolean;
  onChoice: (choice: PeopleChoice) => void;
  onMoves: (moves: Moves) => void;
}) {
  const { document } = useJourney();
  const stranded = strandedIn(impact);
  const count = stranded.reduce((total, { people }) => total + people, 0);
  const targets = document.nodes
    .filter((node) => !isEntry(node))
    .map((node) => ({ value: node.id, label: words.moveTo(titleOf(node)) }));
  return (
    <Stack gap="xs">
      <Radio.Group
        label={words.inside(impact.inside)}
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
                  value={node in moves ? (moves[node] ?? OUT) : ""}
                  // Nobody is sent out because somebody looked past a field.
                  data={[
                    { value: "", label: words.choose, disabled: true },
                    ...targets,
                    { value: OUT, label: words.exit },
                  ]}
                  error={asked && !(node in moves) && words.chooseError}
                  onChange={({ currentTarget: { value } }) =>
                    onMoves({ ...moves, [node]: value === OUT ? null : value })
                  }
                />
              ))}
            </Stack>
          )}
        </Alert>
      )}
    </Stack>
  );
}
