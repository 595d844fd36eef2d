import { Group, Text, Title } from "@mantine/core";
import { useMemo, useRef } from "react";
import { duplicate } from "@/lib/journeys/edits/clips.ts";
import { remove } from "@/lib/journeys/edits/remove.ts";
import { freshId } from "@/lib/journeys/fresh-id.ts";
import { isEntry } from "@/lib/journeys/graph.ts";
import { journeyCanvasMessages } from "@/lib/messages/journey-canvas.ts";
import { journeysMessages } from "@/lib/messages/journeys.ts";
import { addAt } from "../canvas/add-at.ts";
import { noSelection, selectNodes } from "../canvas/selection.ts";
import { type JourneyEditing, useJourney } from "./journey-context.tsx";
import { AddMenu, afterEntry, type ListActions, ListItem } from "./list-item.tsx";
import { type ListedNode, listItems } from "./list-items.ts";
import classes from "./list-view.module.css";

const words = journeysMessages.list;

/** What is done to the journey as it is by then. */
function useListActions(journey: JourneyEditing): ListActions {
  const latest = useRef(journey);
  latest.current = journey;
  return useMemo(
    () => ({
      open: (node) => latest.current.openDetails(node),
      choose: (node) => latest.current.select(selectNodes([node])),
      add: (kind, target) => {
        const { document, edit, openDetails } = latest.current;
        const added = addAt(document, kind, target, freshId);
        if (added) {
          edit(() => added.document, true);
          // In a narrow window they cover the plus, where the focus would else be left.
          openDetails(added.node);
        }
      },
      duplicate: (node) => {
        const { document, edit, select } = latest.current;
        const { document: made, ids } = duplicate(document, new Set([node]), freshId);
        edit(() => made, true);
        select(selectNodes(ids));
      },
      remove: (node) => {
        const { edit, select } = latest.current;
        edit((before) => remove(before, new Set([node])), true);
        select(noSelection);
      },
    }),
    [],
  );
}

function useListItems({ document, problems, selection, named }: JourneyEditing) {
  const drawn = useRef<readonly ListedNode[]>([]);
  const items = useMemo(
    () => listItems(drawn.current, document, { problems, named, selected: selection.nodes }),
    [document, problems, named, selection],
  );
  drawn.current = [...items.walked, ...items.loose];
  return items;
}

/** The same journey as a list in the order in which it is walked, with the same actions. */
export function ListView({
  isForCanvas,
}: {
  /** There is no room for the canvas. */
  isForCanvas: boolean;
}) {
  const journey = useJourney();
  const { document, isReadOnly, select } = journey;
  const actions = useListActions(journey);
  const { walked, loose } = useListItems(journey);
  const hasEntry = document.nodes.some(isEntry);
  return (
    <section className={classes.list} aria-label={words.label}>
      {isForCanvas && (
        <Text size="sm" c="dimmed" mb="sm">
          {words.forCanvas}
        </Text>
      )}
      {document.nodes.length === 0 && (
        <Text size="sm" c="dimmed" mb="sm">
          {words.empty}
        </Text>
      )}
      <ol className={classes.items}>
        {walked.map((item) => (
          <ListItem key={item.node.id} item={item} isReadOnly={isReadOnly} actions={actions} />
        ))}
      </ol>
      {loose.length > 0 && (
        <>
          <Title order={2} size="h3" mt="md" mb="xs">
            {words.loose}
          </Title>
          <ol className={classes.items} start={walked.length + 1}>
            {loose.map((item) => (
              <ListItem key={item.node.id} item={item} isReadOnly={isReadOnly} actions={actions} />
            ))}
          </ol>
        </>
      )}
      {!isReadOnly && (
        <Group mt="md">
          <AddMenu
            target={{ kind: "place", place: { x: 0, y: 0 } }}
            groups={hasEntry ? afterEntry : ["entry"]}
            label={hasEntry ? words.add : words.addEntry}
            add={actions.add}
          />
        </Group>
      )}
      {document.notes.length > 0 && (
        <>
          <Title order={2} size="h3" mt="md" mb="xs">
            {words.notes}
          </Title>
          <ul className={classes.items}>
            {document.notes.map(({ id, text }) => (
              <li key={id} className={classes.note}>
                <button type="button" className={classes.to} onClick={() => select(selectNodes([id]))}>
                  {text || journeyCanvasMessages.note}
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
