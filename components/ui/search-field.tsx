"use client";

import { CloseButton, TextInput } from "@mantine/core";
import { useDebouncedCallback, useHotkeys } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { useRef, useState } from "react";

/** Search of a list: waits for a pause in typing; `/` puts the cursor here. */
export function SearchField({
  label,
  value,
  onSearch,
  width = 260,
}: {
  label: string;
  value: string;
  onSearch: (text: string) => void;
  width?: number | string;
}) {
  const [text, setText] = useState(value);
  const input = useRef<HTMLInputElement>(null);
  const search = useDebouncedCallback(onSearch, 250);
  useHotkeys([["/", () => input.current?.focus()]]);
  function change(next: string): void {
    setText(next);
    search(next);
  }
  return (
    <TextInput
      ref={input}
      type="search"
      aria-label={label}
      placeholder={`${label}…`}
      leftSection={<IconSearch size={15} />}
      rightSection={
        text && <CloseButton size="sm" aria-label="Clear the search" onClick={() => change("")} />
      }
      value={text}
      onChange={(event) => change(event.currentTarget.value)}
      w={width}
      maw="100%"
    />
  );
}
