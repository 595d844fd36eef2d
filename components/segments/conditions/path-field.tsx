import { Autocomplete } from "@mantine/core";
import { pathOf, pathText } from "../draft.ts";

/** A property's name, or keys with dots between them for one inside another. Known ones are offered. */
export function PathField({
  label,
  path,
  known,
  onChange,
  onChosen,
}: {
  label: string;
  path: string[];
  known: string[];
  onChange: (path: string[]) => void;
  /** a known one was chosen from the list */
  onChosen?: (name: string) => void;
}) {
  return (
    <Autocomplete
      size="xs"
      w={180}
      aria-label={label}
      placeholder="property"
      value={pathText(path)}
      data={known}
      limit={50}
      maxDropdownHeight={260}
      // A name from the list may itself hold dots.
      onChange={(text) => onChange(known.includes(text) ? [text] : pathOf(text))}
      onOptionSubmit={onChosen}
    />
  );
}
