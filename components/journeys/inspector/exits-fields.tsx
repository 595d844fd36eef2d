import { Select, Stack, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import type { JourneyNode } from "@/lib/journeys/document.ts";
import { connect, disconnect } from "@/lib/journeys/edits/links.ts";
import { freshId } from "@/lib/journeys/fresh-id.ts";
import { edgeAt, exitsOf, isEntry, titleOf } from "@/lib/journeys/graph.ts";
import type { Exit } from "@/lib/journeys/nodes/node-kind.ts";
import { journeysMessages } from "@/lib/messages/journeys.ts";
import { useField } from "../../form/form-context.tsx";
import { useJourney } from "../editor/journey-context.tsx";
import { looseEnd } from "../editor/loose-end.ts";
import { placesOf } from "../editor/walk-order.ts";
import { DelayFields } from "./delay-fields.tsx";

const words = journeysMessages.inspector;

function ExitField({ node, exit: way }: { node: JourneyNode; exit: Exit }) {
  const { id: exit, label } = way;
  const { document, edit, isReadOnly } = useJourney();
  const field = useField(`exits.${exit}`);
  const edge = edgeAt(document, node.id, exit);
  // Mantine keeps the options of a closed list on the page: of 500 nodes at each exit they are drawn with every key typed.
  const [isOpen, { open, close }] = useDisclosure(false);
  const places = placesOf(document);
  const targets = document.nodes
    .filter((each) => (isOpen ? each.id !== node.id && !isEntry(each) : each.id === edge?.to))
    .map((each) => ({ place: places.get(each.id) ?? 0, value: each.id, title: titleOf(each) }))
    .sort((a, b) => a.place - b.place)
    .map(({ place, value, title }) => ({ value, label: journeysMessages.list.toNode(place, title) }));
  return (
    <Stack gap={6}>
      <Select
        size="xs"
        label={label}
        aria-label={words.to(label)}
        placeholder={words.nowhere[looseEnd(document, node, way)]}
        clearable
        searchable
        disabled={isReadOnly}
        clearButtonProps={{ "aria-label": words.disconnect }}
        data={targets}
        onDropdownOpen={open}
        onDropdownClose={close}
        value={edge?.to ?? null}
        onChange={(to) =>
          edit(
            (before) =>
              to === null
                ? disconnect(before, new Set(edge ? [edge.id] : []))
                : connect(before, { from: node.id, exit, to }, freshId()),
            true,
          )
        }
        {...field}
      />
      {edge && <DelayFields edge={edge} label={words.delay(label)} />}
    </Stack>
  );
}

/** Where each exit of a node leads, and what is waited on the way. */
export function ExitsFields({ node }: { node: JourneyNode }) {
  const exits = exitsOf(node) ?? [];
  return exits.length === 0 ? null : (
    <section aria-label={words.leads}>
      <Text fw={600} size="sm" mb={8}>
        {words.leads}
      </Text>
      <Stack gap="sm">
        {exits.map((exit) => (
          <ExitField key={exit.id} node={node} exit={exit} />
        ))}
      </Stack>
    </section>
  );
}
