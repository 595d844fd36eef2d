"use client";

import { Button, Checkbox, Popover, Stack } from "@mantine/core";
import { useLocalStorage } from "@mantine/hooks";
import { IconColumns3 } from "@tabler/icons-react";

export type PickableColumn = { key: string; name: string };

/** Which columns are hidden, remembered in this browser. */
export function useHiddenColumns(storageKey: string): [string[], (hidden: string[]) => void] {
  const [hidden, setHidden] = useLocalStorage<string[]>({ key: storageKey, defaultValue: [] });
  return [Array.isArray(hidden) ? hidden : [], setHidden];
}

export function ColumnsPicker({
  columns,
  hidden,
  onChange,
}: {
  columns: PickableColumn[];
  hidden: string[];
  onChange: (hidden: string[]) => void;
}) {
  const shown = columns.map((column) => column.key).filter((key) => !hidden.includes(key));
  return (
    <Popover position="bottom-end" shadow="md" trapFocus withinPortal>
      <Popover.Target>
        <Button variant="default" leftSection={<IconColumns3 size={15} />} visibleFrom="sm">
          Columns
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label="Columns">
        <Checkbox.Group
          aria-label="Columns shown"
          value={shown}
          onChange={(keys) =>
            onChange(columns.map((column) => column.key).filter((key) => !keys.includes(key)))
          }
        >
          <Stack gap={6}>
            {columns.map((column) => (
              <Checkbox key={column.key} size="xs" value={column.key} label={column.name} />
            ))}
          </Stack>
        </Checkbox.Group>
        <Button
          mt="sm"
          size="compact-xs"
          variant="subtle"
          disabled={hidden.length === 0}
          onClick={() => onChange([])}
        >
          Show all
        </Button>
      </Popover.Dropdown>
    </Popover>
  );
}
