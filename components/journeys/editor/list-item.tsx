import { ActionIcon, Button, Group, Menu, ScrollArea } from "@mantine/core";
import { IconAlertTriangle, IconCopy, IconPencil, IconPlus, IconTrash } from "@tabler/icons-react";
import { memo } from "react";
import { titleOf } from "@/lib/journeys/graph.ts";
import { kindOf } from "@/lib/journeys/nodes/catalog.ts";
import { type NodeGroup, nodeGroups } from "@/lib/journeys/nodes/node-kind.ts";
import { journeyCanvasMessages } from "@/lib/messages/journey-canvas.ts";
import { journeysMessages } from "@/lib/messages/journeys.ts";
import { IconTool } from "../../ui/icon-tool.tsx";
import type { PickTarget } from "../canvas/canvas-context.ts";
import { kindsFound } from "../canvas/kind-list.ts";
import { iconOf } from "../canvas/kind-marks.ts";
import type { ListedExit, ListedNode } from "./list-items.ts";
import classes from "./list-view.module.css";

const words = journeysMessages.list;
export const afterEntry = nodeGroups.filter((group) => group !== "entry");

/** What is done in the list. The same object as long as the list stands, or each change would draw all of it anew. */
export type ListActions = {
  open(node: string): void;
  choose(node: string): void;
  add(kind: string, target: PickTarget): void;
  duplicate(node: string): void;
  remove(node: string): void;
};

/** A menu of kinds; the one that is chosen is added where `target` says, and opened. */
export function AddMenu({
  target,
  groups,
  label,
  add,
  isQuiet = false,
}: {
  target: PickTarget;
  groups: readonly NodeGroup[];
  label: string;
  add: ListActions["add"];
  isQuiet?: boolean;
}) {
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
                <Menu.Item key={id} onClick={() => add(id, target)}>
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
function ExitLine({
  item: { node },
  exit: { id, label, to, wait, nowhere },
  isReadOnly,
  actions,
}: {
  item: ListedNode;
  exit: ListedExit;
  isReadOnly: boolean;
  actions: ListActions;
}) {
  return (
    <li>
      <span className={classes.exit}>{label}</span>
      {to ? (
        <button type="button" className={classes.to} onClick={() => actions.choose(to.id)}>
          → {words.toNode(to.place, to.title)}
        </button>
      ) : (
        <span className={classes.ends}>{words.nowhere[nowhere]}</span>
      )}
      {wait !== null && <span className={classes.ends}>{words.waits(wait)}</span>}
      {!isReadOnly && (
        <AddMenu
          target={{ kind: "exit", from: node.id, exit: id }}
          groups={afterEntry}
          label={words.addAfter(label, titleOf(node))}
          add={actions.add}
          isQuiet
        />
      )}
    </li>
  );
}

/** A node in the list. Of five hundred, only those that changed are drawn anew. */
export const ListItem = memo(function ListItem({
  item,
  isReadOnly,
  actions,
}: {
  item: ListedNode;
  isReadOnly: boolean;
  actions: ListActions;
}) {
  const { node, place, problem, exits, isSelected } = item;
  const title = titleOf(node);
  const Icon = iconOf(node.kind);
  return (
    <li className={classes.item} data-selected={isSelected || undefined}>
      <span className={classes.place}>{place}</span>
      <span className={classes.icon} data-group={kindOf(node.kind)?.group} aria-hidden="true">
        <Icon size={16} stroke={1.8} />
      </span>
      <div className={classes.told}>
        <button
          type="button"
          className={classes.title}
          data-step={node.id}
          onClick={() => actions.open(node.id)}
        >
          {title}
        </button>
        <div className={classes.words}>{item.words}</div>
        {problem !== null && (
          <div className={classes.problem}>
            <IconAlertTriangle size={14} aria-hidden="true" />
            {problem}
          </div>
        )}
        <ul className={classes.exits}>
          {exits.map((exit) => (
            <ExitLine key={exit.id} item={item} exit={exit} isReadOnly={isReadOnly} actions={actions} />
          ))}
        </ul>
      </div>
      <Group gap={2} wrap="nowrap" align="flex-start">
        <IconTool label={words.edit(title)} icon={IconPencil} onClick={() => actions.open(node.id)} />
        {!isReadOnly && (
          <>
            <IconTool
              label={words.duplicate(title)}
              icon={IconCopy}
              onClick={() => actions.duplicate(node.id)}
            />
            <IconTool label={words.remove(title)} icon={IconTrash} onClick={() => actions.remove(node.id)} />
          </>
        )}
      </Group>
    </li>
  );
});
