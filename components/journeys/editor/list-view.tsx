import { ActionIcon, Button, Group, Menu, ScrollArea, Text, Title } from "@mantine/core";
import { IconAlertTriangle, IconCopy, IconPencil, IconPlus, IconTrash } from "@tabler/icons-react";
import type { JourneyNode } from "@/lib/journeys/document.ts";
import { duplicate } from "@/lib/journeys/edits/clips.ts";
import { remove } from "@/lib/journeys/edits/remove.ts";
import { freshId } from "@/lib/journeys/fresh-id.ts";
import { edgeAt, exitsOf, isEntry, nodeOf, titleOf } from "@/lib/journeys/graph.ts";
import { kindOf } from "@/lib/journeys/nodes/catalog.ts";
import { type NodeGroup, nodeGroups } from "@/lib/journeys/nodes/node-kind.ts";
import { journeyCanvasMessages } from "@/lib/messages/journey-canvas.ts";
import { journeysMessages } from "@/lib/messages/journeys.ts";
import { IconTool } from "../../ui/icon-tool.tsx";
import { addAt } from "../canvas/add-at.ts";
import type { PickTarget } from "../canvas/canvas-context.ts";
import { delayWords } from "../canvas/journey-link.tsx";
import { kindsFound } from "../canvas/kind-list.ts";
import { iconOf } from "../canvas/kind-marks.ts";
import { noSelection, selectNodes } from "../canvas/selection.ts";
import { useJourney } from "./journey-context.tsx";
import classes from "./list-view.module.css";
import { placesOf, walkOrder } from "./walk-order.ts";

const words = journeysMessages.list;
const afterEntry = nodeGroups.filter((group) => group !== "entry");

/** A menu of kinds; the one that is chosen is added where `target` says, and opened. */
function AddMenu({
  target,
  groups,
  label,
  isQuiet = false,
}: {
  target: PickTarget;
  groups: readonly NodeGroup[];
  label: string;
  isQuiet?: boolean;
}) {
  const { document, edit, openDetails } = useJourney();
  const add = (kind: string) => {
    const added = addAt(document, kind, target, freshId);
    if (added) {
      edit(() => added.document, true);
      // In a narrow window they cover the plus, where the focus would else be left.
      openDetails(added.node);
    }
  };
  return (
    <Menu position="bottom-start" width={250}>
      <Menu.Target>
        {isQuiet ? (
          <ActionIcon variant="subtle" color="gray" size={24} aria-label={label} title={label}>
            <IconPlus size={15} />
          </ActionIcon>
        ) : (
          <Button size="xs" variant="default" leftSection={<IconPlus size={14} />}>
            {label}
          </Button>
        )}
      </Menu.Target>
      <Menu.Dropdown>
        <ScrollArea.Autosize mah={340} type="auto">
          {kindsFound("", groups).map(({ group, kinds }) => (
            <div key={group}>
              <Menu.Label>{journeyCanvasMessages.groups[group]}</Menu.Label>
              {kinds.map(({ id, title }) => (
                <Menu.Item key={id} onClick={() => add(id)}>
                  {title}
                </Menu.Item>
              ))}
            </div>
          ))}
        </ScrollArea.Autosize>
      </Menu.Dropdown>
    </Menu>
  );
}

/** An exit in the list: where it leads, what is waited on the way, and a plus. */
function ExitLine({ node, exit, label }: { node: JourneyNode; exit: string; label: string }) {
  const { document, isReadOnly, select } = useJourney();
  const edge = edgeAt(document, node.id, exit);
  const target = edge && nodeOf(document, edge.to);
  const place = edge && placesOf(document).get(edge.to);
  return (
    <li>
      <span className={classes.exit}>{label}</span>
      {target && place !== undefined ? (
        <button type="button" className={classes.to} onClick={() => select(selectNodes([target.id]))}>
          → {words.toNode(place, titleOf(target))}
        </button>
      ) : (
        <span className={classes.ends}>{words.ends}</span>
      )}
      {edge?.delay && <span className={classes.ends}>{words.waits(delayWords(edge.delay))}</span>}
      {!isReadOnly && (
        <AddMenu
          target={{ kind: "exit", from: node.id, exit }}
          groups={afterEntry}
          label={words.addAfter(label, titleOf(node))}
          isQuiet
        />
      )}
    </li>
  );
}

function NodeItem({ node, place }: { node: JourneyNode; place: number }) {
  const { document, edit, select, openDetails, selection, problems, named, isReadOnly } = useJourney();
  const title = titleOf(node);
  const Icon = iconOf(node.kind);
  const kind = kindOf(node.kind);
  const own = problems.filter((problem) => problem.node === node.id);
  return (
    <li className={classes.item} data-selected={selection.nodes.has(node.id) || undefined}>
      <span className={classes.place}>{place}</span>
      <span className={classes.icon} data-group={kind?.group} aria-hidden="true">
        <Icon size={16} stroke={1.8} />
      </span>
      <div className={classes.told}>
        <button
          type="button"
          className={classes.title}
          data-step={node.id}
          onClick={() => openDetails(node.id)}
        >
          {title}
        </button>
        <div className={classes.words}>{kind?.words(node.settings, named)}</div>
        {own.length > 0 && (
          <div className={classes.problem}>
            <IconAlertTriangle size={14} aria-hidden="true" />
            {own.length === 1 ? own[0]?.message : journeyCanvasMessages.problems(own.length)}
          </div>
        )}
        <ul className={classes.exits}>
          {(exitsOf(node) ?? []).map(({ id, label }) => (
            <ExitLine key={id} node={node} exit={id} label={label} />
          ))}
        </ul>
      </div>
      <Group gap={2} wrap="nowrap" align="flex-start">
        <IconTool label={words.edit(title)} icon={IconPencil} onClick={() => openDetails(node.id)} />
        {!isReadOnly && (
          <>
            <IconTool
              label={words.duplicate(title)}
              icon={IconCopy}
              onClick={() => {
                const { document: made, ids } = duplicate(document, new Set([node.id]), freshId);
                edit(() => made, true);
                select(selectNodes(ids));
              }}
            />
            <IconTool
              label={words.remove(title)}
              icon={IconTrash}
              onClick={() => {
                edit((before) => remove(before, new Set([node.id])), true);
                select(noSelection);
              }}
            />
          </>
        )}
      </Group>
    </li>
  );
}

/** The same journey as a list in the order in which it is walked, with the same actions. */
export function ListView({
  isForCanvas,
}: {
  /** There is no room for the canvas. */
  isForCanvas: boolean;
}) {
  const { document, isReadOnly, select } = useJourney();
  const { walked, loose } = walkOrder(document);
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
        {walked.map((node, at) => (
          <NodeItem key={node.id} node={node} place={at + 1} />
        ))}
      </ol>
      {loose.length > 0 && (
        <>
          <Title order={2} size="h3" mt="md" mb="xs">
            {words.loose}
          </Title>
          <ol className={classes.items} start={walked.length + 1}>
            {loose.map((node, at) => (
              <NodeItem key={node.id} node={node} place={walked.length + at + 1} />
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
