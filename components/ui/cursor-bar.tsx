"use client";

import { Button, Group } from "@mantine/core";
import { IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import { useRef } from "react";

/**
 * Next and previous of a list that is paged by cursor (its length is not counted). Remembers the pages that were left
 * on the way here; after a reload only the first page and the next one can be named.
 */
export function CursorBar({
  cursor,
  next,
  onCursor,
}: {
  cursor: string;
  next: string | null | undefined;
  onCursor: (cursor: string | null) => void;
}) {
  const left = useRef<string[]>([]);
  if (cursor === "") {
    left.current = [];
  }
  if (cursor === "" && !next) {
    return null;
  }
  const previous = left.current.at(-1);
  return (
    <Group justify="flex-end" gap="xs" mt="md" component="nav" aria-label="Pages">
      {cursor !== "" && (
        <Button
          size="xs"
          variant="default"
          leftSection={<IconChevronLeft size={14} />}
          onClick={() => {
            left.current = left.current.slice(0, -1);
            onCursor(previous === undefined || previous === "" ? null : previous);
          }}
        >
          {previous === undefined ? "First page" : "Previous"}
        </Button>
      )}
      <Button
        size="xs"
        variant="default"
        rightSection={<IconChevronRight size={14} />}
        disabled={!next}
        onClick={() => {
          left.current = [...left.current, cursor];
          onCursor(next ?? null);
        }}
      >
        Next
      </Button>
    </Group>
  );
}
