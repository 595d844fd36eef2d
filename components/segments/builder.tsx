"use client";

import { Button, Group, SegmentedControl, Stack, Text } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import { IconPlus } from "@tabler/icons-react";
import { useRef } from "react";
import { segmentsMessages } from "@/lib/messages/segments.ts";
import { HistoryButtons } from "../ui/history-buttons.tsx";
import { useFocusKept } from "../ui/use-focus-kept.ts";
import { addGroup, withGroup } from "./draft.ts";
import type { DraftHistory } from "./draft-history.ts";
import { GroupCard } from "./group-card.tsx";
import classes from "./segments.module.css";

const words = segmentsMessages.builder;

/** Whom a segment means, as groups of sentences; every step can be taken back. */
export function Builder({
  history,
  own,
  alone,
}: {
  history: DraftHistory;
  own: string | null;
  alone: number[][] | null;
}) {
  const { draft, change, undo, redo } = history;
  const sentences = useRef<HTMLDivElement>(null);
  useFocusKept(sentences);
  useHotkeys([
    ["mod+z", () => undo?.()],
    ["mod+shift+z", () => redo?.()],
  ]);
  return (
    <Stack gap={0} ref={sentences}>
      <Group justify="space-between" mb="xs">
        <Text fw={600}>{words.who}</Text>
        <HistoryButtons undo={undo} redo={redo} words={words} />
      </Group>
      {draft.groups.map((group, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a group is known by its place alone
        <div key={place}>
          {place > 0 && (
            <div className={classes.join}>
              <SegmentedControl
                size="xs"
                aria-label={words.joinLabel}
                value={draft.match ?? "all"}
                data={[
                  { value: "all", label: words.and },
                  { value: "any", label: words.or },
                ]}
                onChange={(match) => change({ ...draft, match: match === "any" ? "any" : "all" })}
              />
            </div>
          )}
          <GroupCard
            group={group}
            number={place + 1}
            own={own}
            alone={alone?.[place] ?? null}
            onChange={(next) => change(withGroup(draft, place, next))}
            onRemove={draft.groups.length > 1 ? () => change(withGroup(draft, place, null)) : null}
          />
        </div>
      ))}
      <Button
        variant="subtle"
        size="xs"
        mt="sm"
        w="fit-content"
        leftSection={<IconPlus size={14} />}
        onClick={() => change(addGroup(draft))}
      >
        {words.addGroup}
      </Button>
    </Stack>
  );
}
