import { Alert, Button, Fieldset, Group, Stack, Text, TextInput } from "@mantine/core";
import { IconCopy, IconTrash } from "@tabler/icons-react";
import { useMemo } from "react";
import type { JourneyNode } from "@/lib/journeys/document.ts";
import { duplicate } from "@/lib/journeys/edits/clips.ts";
import { changeSettings, renameNode } from "@/lib/journeys/edits/nodes.ts";
import { remove } from "@/lib/journeys/edits/remove.ts";
import { freshId } from "@/lib/journeys/fresh-id.ts";
import { edgeAt } from "@/lib/journeys/graph.ts";
import { kindOf } from "@/lib/journeys/nodes/catalog.ts";
import { nodesWithEvent } from "@/lib/journeys/problems/known-events.ts";
import { journeysMessages } from "@/lib/messages/journeys.ts";
import { ProblemBox } from "../../form/fields.tsx";
import formClasses from "../../form/form.module.css";
import { useProblemsIn } from "../../form/form-context.tsx";
import { Readable } from "../../form/readable.tsx";
import { noSelection, selectNodes } from "../canvas/selection.ts";
import { useJourney } from "../editor/journey-context.tsx";
import { eventBefore } from "../nodes/event-before.ts";
import { nodeForms } from "../nodes/forms.ts";
import { asJson } from "../nodes/node-drafts.ts";
import { ExitsFields } from "./exits-fields.tsx";

const words = journeysMessages.inspector;

function NodeActions({ node }: { node: JourneyNode }) {
  const { document, edit, select } = useJourney();
  const copy = () => {
    const { document: made, ids } = duplicate(document, new Set([node.id]), freshId);
    edit(() => made, true);
    select(selectNodes(ids));
  };
  const take = (reconnect: boolean) => {
    edit((before) => remove(before, new Set([node.id]), { reconnect }), true);
    select(noSelection);
  };
  return (
    <Group gap="xs">
      <Button size="xs" variant="default" leftSection={<IconCopy size={14} />} onClick={copy}>
        {words.duplicate}
      </Button>
      <Button
        size="xs"
        variant="default"
        c="var(--mantine-color-error)"
        leftSection={<IconTrash size={14} />}
        onClick={() => take(true)}
      >
        {words.remove}
      </Button>
    </Group>
  );
}

/** What is wrong with the node as it stands there, and not with a field of it. */
function WholeProblems() {
  const told = [...useProblemsIn("kind"), ...useProblemsIn("position")];
  return told.length === 0 ? null : (
    <div role="alert" data-path="position">
      {told.map(({ message }) => (
        <Text key={message} size="sm" c="var(--mantine-color-error)">
          {message}
        </Text>
      ))}
    </div>
  );
}

/** Everything of one node: its name, what its kind asks for, and where it leads. */
export function NodePanel({ node }: { node: JourneyNode }) {
  const { document, edit, isReadOnly } = useJourney();
  const kind = kindOf(node.kind);
  const Form = nodeForms[node.kind];
  const event = useMemo(() => eventBefore(document, node.id), [document, node.id]);
  const withEvent = useMemo(() => nodesWithEvent(document), [document]);
  return (
    <Stack gap="lg">
      <Text size="sm" c="dimmed">
        {kind?.description}
      </Text>
      <Fieldset disabled={isReadOnly} variant="unstyled" className={formClasses.plain}>
        <Stack gap="lg">
          <TextInput
            size="xs"
            label={words.name}
            placeholder={kind?.title}
            maxLength={80}
            value={node.name}
            onChange={(change) => {
              const { value } = change.currentTarget;
              edit((before) => renameNode(before, node.id, value));
            }}
          />
          <WholeProblems />
          {kind && Form ? (
            <Readable
              of={node.settings}
              otherwise={
                <Alert color="yellow">
                  <Text size="sm" mb="xs">
                    {words.unreadable}
                  </Text>
                  <Button
                    size="xs"
                    variant="default"
                    onClick={() => edit((before) => changeSettings(before, node.id, kind.blank), true)}
                  >
                    {words.anew}
                  </Button>
                </Alert>
              }
            >
              <Form
                node={node}
                event={event}
                hasEvent={withEvent.has(node.id)}
                isLinked={(exit) => edgeAt(document, node.id, exit) !== undefined}
                set={(changes, whole) =>
                  edit((before) => {
                    const now = before.nodes.find(({ id }) => id === node.id);
                    return now
                      ? changeSettings(before, node.id, { ...now.settings, ...asJson(changes) })
                      : before;
                  }, whole)
                }
              />
            </Readable>
          ) : (
            <Alert color="yellow">{words.unknown}</Alert>
          )}
        </Stack>
      </Fieldset>
      <ProblemBox path="exits" isExact>
        <ExitsFields node={node} />
      </ProblemBox>
      {!isReadOnly && <NodeActions node={node} />}
    </Stack>
  );
}
