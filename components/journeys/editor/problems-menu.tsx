import { Button, Popover, ScrollArea, Text } from "@mantine/core";
import { IconAlertTriangle, IconCircleCheck } from "@tabler/icons-react";
import type { JourneyDraft } from "@/lib/journeys/document.ts";
import { nodeOf, titleOf } from "@/lib/journeys/graph.ts";
import type { JourneyProblem } from "@/lib/journeys/problems/problem.ts";
import { journeysMessages } from "@/lib/messages/journeys.ts";
import { problemText } from "../../message/unfilled.ts";
import classes from "./editor.module.css";
import { useJourney } from "./journey-context.tsx";

const words = journeysMessages.problems;

/** What a problem is about, by its name. */
function ofWhat({ node, edge }: JourneyProblem, document: JourneyDraft): string {
  const named = (id: string) => {
    const found = nodeOf(document, id);
    return found ? titleOf(found) : "";
  };
  if (node !== null) {
    return named(node);
  }
  const link = document.edges.find(({ id }) => id === edge);
  return link ? words.link(named(link.from), named(link.to)) : words.whole;
}

/** What keeps the journey from being published; each leads to where it is mended. */
export function ProblemsMenu({
  opened,
  setOpened,
  onGo,
}: {
  opened: boolean;
  setOpened: (opened: boolean) => void;
  onGo: (problem: JourneyProblem) => void;
}) {
  const { problems, document } = useJourney();
  const close = () => setOpened(false);
  const count = problems.length;
  if (count === 0) {
    return (
      <Text size="sm" c="dimmed" className={classes.fine}>
        <IconCircleCheck size={16} aria-hidden="true" /> {words.none}
      </Text>
    );
  }
  return (
    <Popover opened={opened} onDismiss={close} width={380} position="bottom-end" shadow="md" trapFocus>
      <Popover.Target>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconAlertTriangle size={15} className={classes.warn} />}
          onClick={() => setOpened(!opened)}
        >
          {words.button(count)}
        </Button>
      </Popover.Target>
      <Popover.Dropdown p={0}>
        <Text size="sm" fw={600} p="sm" pb={4}>
          {words.title}
        </Text>
        <ScrollArea.Autosize mah={360} type="auto">
          <ul className={classes.problems}>
            {problems.map((problem) => (
              <li key={`${problem.node} ${problem.edge} ${problem.path} ${problem.message}`}>
                <button
                  type="button"
                  onClick={() => {
                    close();
                    onGo(problem);
                  }}
                >
                  <strong>{ofWhat(problem, document)}</strong>
                  <span>
                    {problemText(problem, problem.node && nodeOf(document, problem.node)?.settings)}
                  </span>
                </button>
              </li>
            ))}
          </ul>
        </ScrollArea.Autosize>
      </Popover.Dropdown>
    </Popover>
  );
}
