import { MultiSelect } from "@mantine/core";
import { useEventCatalogue } from "../../exports/queries.ts";
import type { DraftOf } from "../draft.ts";

export type Ref = DraftOf<"did">["events"][number];

const keyOf = ({ type = "track", name }: Ref): string => `${type}:${name ?? ""}`;
function refOf(key: string): Ref {
  const [type = "track"] = key.split(":", 1);
  const name = key.slice(type.length + 1);
  return { type: type === "page" || type === "screen" ? type : "track", name: name === "" ? null : name };
}

const kinds = { track: "Events", page: "Pages", screen: "Screens" } as const;

/** Which events: any of those that are chosen. */
export function EventsField({
  label = "Events",
  events,
  onChange,
}: {
  label?: string;
  events: Ref[];
  onChange: (events: Ref[]) => void;
}) {
  const catalogue = useEventCatalogue(true);
  const seen = (catalogue.data?.seen ?? []).filter(({ type }) => type in kinds);
  const chosen = events.map(keyOf);
  const known = new Set([...seen.map(({ type, name }) => `${type}:${name}`), ...chosen]);
  const data = Object.entries(kinds).map(([type, group]) => ({
    group,
    items: [
      ...(type === "track" ? [] : [{ value: `${type}:`, label: `Any ${type}` }]),
      ...[...known]
        .filter((key) => key.startsWith(`${type}:`) && key !== `${type}:`)
        .map((key) => ({ value: key, label: key.slice(type.length + 1) })),
    ],
  }));
  return (
    <MultiSelect
      size="xs"
      miw={190}
      maw={340}
      aria-label={label}
      placeholder={events.length === 0 ? "Choose an event" : undefined}
      data={data.filter(({ items }) => items.length > 0)}
      value={chosen}
      maxValues={10}
      searchable
      hidePickedOptions
      nothingFoundMessage="No event of this name was seen"
      maxDropdownHeight={280}
      onChange={(keys) => onChange(keys.map(refOf))}
    />
  );
}
