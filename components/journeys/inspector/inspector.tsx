import { ActionIcon, Button, Group, Stack, Text, Textarea, Title } from "@mantine/core";
import { IconCopy, IconTrash, IconUnlink, IconX } from "@tabler/icons-react";
import { type KeyboardEvent, type ReactNode, useMemo } from "react";
import type { JourneyEdge } from "@/lib/journeys/document.ts";
import { duplicate } from "@/lib/journeys/edits/clips.ts";
import { disconnect } from "@/lib/journeys/edits/links.ts";
import { changeNote } from "@/lib/journeys/edits/notes.ts";
import { remove } from "@/lib/journeys/edits/remove.ts";
import { freshId } from "@/lib/journeys/fresh-id.ts";
import { exitsOf, nodeOf, titleOf } from "@/lib/journeys/graph.ts";
import { kindOf } from "@/lib/journeys/nodes/catalog.ts";
import { journeyCanvasMessages } from "@/lib/messages/journey-canvas.ts";
import { journeysMessages } from "@/lib/messages/journeys.ts";
import { FormProvider } from "../../form/form-context.tsx";
import { useVisited } from "../../form/use-visited.ts";
import { iconOf } from "../canvas/kind-marks.ts";
import { noSelection, onlyOne, selectNodes } from "../canvas/selection.ts";
import { useJourney } from "../editor/journey-context.tsx";
import { DelayFields } from "./delay-fields.tsx";
import classes from "./inspector.module.css";
import { NodePanel } from "./node-panel.tsx";

const words = journeysMessages.inspector;

function Panel({ title, icon, children }: { title: string; icon?: ReactNode; children: ReactNode }) {
  const { closeDetails } = useJourney();
  return (
    <>
      <header className={classes.head}>
        {icon}
        <Title order={2} size="h3" style={{ flex: 1, minWidth: 0 }}>
          {title}
        </Title>
        <ActionIcon variant="subtle" color="gray" aria-label={words.close} onClick={closeDetails}>
          <IconX size={16} />
        </ActionIcon>
      </header>
      <div className={classes.body}>{children}</div>
    </>
  );
}

function RemoveChosen({ label = words.remove }: { label?: string }) {
  const { edit, select, selection } = useJourney();
  return (
    <Button
      size="xs"
      variant="default"
      c="var(--mantine-color-error)"
      w="fit-content"
      leftSection={<IconTrash size={14} />}
      onClick={() => {
        edit((before) => disconnect(remove(before, selection.nodes), selection.edges), true);
        select(noSelection);
      }}
    >
      {label}
    </Button>
  );
}

function EdgePanel({ edge }: { edge: JourneyEdge }) {
  const { document, edit, select, isReadOnly } = useJourney();
  const [source, target] = [nodeOf(document, edge.from), nodeOf(document, edge.to)];
  const exit = source && exitsOf(source)?.find(({ id }) => id === edge.exit)?.label;
  return (
    <Panel title={words.link}>
      <Stack gap="md">
        <Text size="sm">
          {source && target && words.linkFrom(titleOf(source), exit ?? edge.exit, titleOf(target))}
        </Text>
        <DelayFields edge={edge} />
        {!isReadOnly && (
          <Button
            size="xs"
            variant="default"
            w="fit-content"
            leftSection={<IconUnlink size={14} />}
            onClick={() => {
              edit((before) => disconnect(before, new Set([edge.id])), true);
              select(noSelection);
            }}
          >
            {words.disconnect}
          </Button>
        )}
      </Stack>
    </Panel>
  );
}

function NotePanel({ id, text }: { id: string; text: string }) {
  const { edit, isReadOnly } = useJourney();
  return (
    <Panel title={journeyCanvasMessages.note}>
      <Stack gap="md">
        <Textarea
          label={words.text}
          autosize
          minRows={5}
          maxRows={20}
          maxLength={5_000}
          disabled={isReadOnly}
          value={text}
          onChange={(event) => {
            const { value } = event.currentTarget;
            edit((before) => changeNote(before, id, { text: value }));
          }}
        />
        {!isReadOnly && <RemoveChosen />}
      </Stack>
    </Panel>
  );
}

function SeveralPanel({ count }: { count: number }) {
  const { document, edit, select, selection, isReadOnly } = useJourney();
  return (
    <Panel title={words.several(count)}>
      <Stack gap="md">
        <Text size="sm" c="dimmed">
          {words.severalHelp}
        </Text>
        {!isReadOnly && (
          <Group gap="xs">
            <Button
              size="xs"
              variant="default"
              leftSection={<IconCopy size={14} />}
              onClick={() => {
                const { document: made, ids } = duplicate(document, selection.nodes, freshId);
                edit(() => made, true);
                select(selectNodes(ids));
              }}
            >
              {words.duplicate}
            </Button>
            <RemoveChosen />
          </Group>
        )}
      </Stack>
    </Panel>
  );
}

/** What is chosen, as something to change. Its fields are those of one node, whose paths are the node's own. */
function Chosen() {
  const { document, selection } = useJourney();
  const one = onlyOne(selection);
  if (one === null) {
    return <SeveralPanel count={selection.nodes.size + selection.edges.size} />;
  }
  if ("edge" in one) {
    const edge = document.edges.find(({ id }) => id === one.edge);
    return edge ? <EdgePanel edge={edge} /> : null;
  }
  const note = document.notes.find(({ id }) => id === one.node);
  if (note) {
    return <NotePanel id={note.id} text={note.text} />;
  }
  const node = nodeOf(document, one.node);
  if (!node) {
    return null;
  }
  const Icon = iconOf(node.kind);
  return (
    <Panel
      title={titleOf(node)}
      icon={
        <span className={classes.icon} data-group={kindOf(node.kind)?.group} aria-hidden="true">
          <Icon size={16} stroke={1.8} />
        </span>
      }
    >
      <NodePanel node={node} />
    </Panel>
  );
}

/** The fields of what is chosen with their problems, told once they were left or all of them are to be told. */
function ChosenForm() {
  const { problems, selection, document, isReadOnly, undo, redo, showsAll } = useJourney();
  const { shows } = useVisited();
  const one = onlyOne(selection);
  const own = useMemo(() => {
    if (one === null) {
      return [];
    }
    if ("edge" in one) {
      return problems
        .filter(({ edge }) => edge === one.edge)
        .map((problem) => ({ ...problem, path: `edges.${one.edge}.${problem.path}` }));
    }
    const node = nodeOf(document, one.node);
    // The fields of a message stand where they stand in a campaign.
    const prefix = node && kindOf(node.kind)?.channel ? "what." : "";
    const leaving = new Set(document.edges.filter(({ from }) => from === one.node).map(({ id }) => id));
    return problems.flatMap((problem) => {
      if (problem.node === one.node) {
        const isOfNode = /^(exits|kind|position)\b/.test(problem.path);
        return [{ ...problem, path: isOfNode ? problem.path : `${prefix}${problem.path}` }];
      }
      return problem.edge !== null && leaving.has(problem.edge)
        ? [{ ...problem, path: `edges.${problem.edge}.${problem.path}` }]
        : [];
    });
  }, [problems, document, one]);
  return (
    <FormProvider value={{ problems: own, shows: (path) => showsAll || shows(path), isReadOnly, undo, redo }}>
      <Chosen />
    </FormProvider>
  );
}

/** The side in which what is chosen is looked at and changed; nothing where nothing is chosen. */
export function Inspector() {
  const { selection, closeDetails } = useJourney();
  if (selection.nodes.size + selection.edges.size === 0) {
    return null;
  }
  const [first = ""] = [...selection.nodes, ...selection.edges];
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const { target } = event;
    // What opened out of the side, as a list of events, closes by itself.
    const isOwn = target instanceof HTMLElement && event.currentTarget.contains(target);
    if (event.key === "Escape" && isOwn && target.getAttribute("aria-expanded") !== "true") {
      event.preventDefault();
      closeDetails();
    }
  };
  return (
    <aside className={classes.side} aria-label={words.label} data-details onKeyDown={onKeyDown}>
      <ChosenForm key={first} />
    </aside>
  );
}
