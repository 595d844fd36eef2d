import type { DestinationView } from "@/lib/destinations/schema.ts";
import type { PartnerKit } from "@/lib/partners/kit.ts";

/** What the form of a destination holds, apart from the account it leads to. */
export type Choices = {
  name: string;
  mode: DestinationView["mode"];
  settings: Record<string, boolean>;
  filterMode: DestinationView["filterMode"];
  eventNames: string[];
};

export function startingChoices(kit: PartnerKit): Choices {
  const switches = kit.calls?.switches ?? [];
  return {
    name: "",
    mode: "cloud",
    settings: Object.fromEntries(switches.map((field) => [field.key, field.default])),
    filterMode: "all",
    eventNames: [],
  };
}

export function choicesOf({ name, mode, settings, filterMode, eventNames }: DestinationView): Choices {
  return { name, mode, settings, filterMode, eventNames };
}

/** What is sent: a filter that is not in use sends no names. */
export function sentChoices(choices: Choices): Omit<Choices, "name"> & { name?: string } {
  const { name, eventNames, ...rest } = choices;
  return {
    ...rest,
    eventNames: choices.filterMode === "all" ? [] : eventNames,
    ...(name.trim() !== "" && { name: name.trim() }),
  };
}
