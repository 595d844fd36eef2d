import { Autocomplete, Text } from "@mantine/core";
import { useRef } from "react";
import { pathText } from "@/lib/segments/test-words.ts";
import { pathOf } from "../draft.ts";

/**
 * A property's name, or keys with dots between them for one inside another. Known ones are offered as they are, and what is
 * typed with a dot also as one name.
 */
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
  /** a known one was chosen from the list; takes the place of `onChange` */
  onChosen?: (name: string) => void;
}) {
  const chosen = useRef<string | null>(null);
  const isTyped = useRef(false);
  const text = pathText(path);
  const whole = text.includes(".") && !known.includes(text) ? text : null;

  const change = (next: string) => {
    const isChosen = chosen.current === next;
    chosen.current = null;
    isTyped.current = !isChosen;
    if (isChosen && onChosen && known.includes(next)) {
      onChosen(next);
    } else {
      onChange(isChosen || known.includes(next) ? [next] : pathOf(next));
    }
  };
  // A blank at the end of what was typed is a slip; one that came with a known name is part of it.
  const tidy = () => {
    const tidied = path.map((key) => key.trim());
    if (isTyped.current && !known.includes(text) && pathText(tidied) !== text) {
      onChange(tidied);
    }
    isTyped.current = false;
  };

  return (
    <Autocomplete
      size="xs"
      w={180}
      aria-label={label}
      placeholder="property"
      value={text}
      data={whole === null ? known : [whole, ...known]}
      renderOption={({ option }) =>
        option.value === whole ? (
          <span>
            {whole}{" "}
            <Text span size="xs" c="dimmed">
              one name
            </Text>
          </span>
        ) : (
          option.value
        )
      }
      limit={50}
      maxDropdownHeight={260}
      onChange={change}
      onOptionSubmit={(name) => {
        chosen.current = name;
      }}
      onBlur={tidy}
    />
  );
}
