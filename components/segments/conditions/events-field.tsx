import { MultiSelect } from "@mantine/core";
import { useState } from "react";
import { useEventCatalogue } from "../../exports/queries.ts";
import { choiceTyped, eventChoices, type Ref, refOf } from "./event-choices.ts";

const MOST = 10;

/** Which events: any of those that are chosen. One that was never seen is chosen by typing its name. */
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
  const [typed, setTyped] = useState("");
  // What was seen has to be known before anything can be called not seen.
  const asked = catalogue.isPending ? "" : typed;
  const choices = eventChoices(catalogue.data?.seen ?? [], events, asked);
  const { chosen, data } = choices;
  return (
    <MultiSelect
      size="xs"
      miw={190}
      maw={340}
      aria-label={label}
      placeholder={events.length === 0 ? "Choose an event" : undefined}
      data={data}
      value={chosen}
      maxValues={MOST}
      searchable
      searchValue={typed}
      onSearchChange={setTyped}
      onKeyDown={(event) => {
        // Behind the arrows, Enter chooses what they lead to.
        const isOnOption = event.currentTarget.hasAttribute("aria-activedescendant");
        const meant = event.key === "Enter" && !isOnOption ? choiceTyped(choices, asked) : null;
        if (meant !== null && chosen.length < MOST) {
          event.preventDefault();
          onChange([...chosen, meant].map(refOf));
          setTyped("");
        }
      }}
      hidePickedOptions
      nothingFoundMessage="Type the name of an event"
      maxDropdownHeight={280}
      onChange={(keys) => onChange(keys.map(refOf))}
    />
  );
}
