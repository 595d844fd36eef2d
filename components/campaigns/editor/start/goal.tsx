import { Group, NativeSelect, Switch, Text } from "@mantine/core";
import { campaignEditorMessages } from "@/lib/messages/campaign-editor.ts";
import { NumberField, ProblemBox } from "../../../form/fields.tsx";
import { RevenueField } from "../../../form/revenue-field.tsx";
import { EventsField } from "../../../segments/conditions/events-field.tsx";
import { FilterLines } from "../../../segments/conditions/filter-lines.tsx";
import type { Goal } from "../draft.ts";
import { useEditor } from "../editor-context.tsx";
import { Part } from "../section.tsx";

const words = campaignEditorMessages.goal;
const units = ["minutes", "hours", "days"] as const;
const begin: Goal = { events: [], where: [], within: { count: 7, unit: "days" } };

/** What people are to do after the message: an event with filters, within a time. Optional. */
export function GoalPart() {
  const { draft, change } = useEditor();
  const { goal } = draft;
  const set = (next: Goal | null, whole?: boolean) => change((before) => ({ ...before, goal: next }), whole);
  return (
    <Part title={words.title} help={words.help}>
      <Switch
        label={words.on}
        data-path="goal"
        checked={goal !== null}
        onChange={(event) => set(event.currentTarget.checked ? begin : null, true)}
      />
      {goal && (
        <>
          <ProblemBox path="goal.events">
            <div style={{ marginTop: 12 }} />
            <EventsField
              label={words.event}
              events={goal.events}
              onChange={(events) => set({ ...goal, events })}
            />
          </ProblemBox>
          <ProblemBox path="goal.where">
            <FilterLines
              where={goal.where ?? []}
              event={goal.events[0]}
              of={words.of}
              onChange={(where) => set({ ...goal, where })}
            />
          </ProblemBox>
          <Group gap={8} mt="xs">
            <Text size="sm">{words.within}</Text>
            <NumberField
              path="goal.within.count"
              aria-label={words.within}
              w={90}
              value={goal.within.count}
              onChange={(count) => set({ ...goal, within: { ...goal.within, count } })}
            />
            <NativeSelect
              size="xs"
              w={100}
              aria-label={words.unit}
              value={goal.within.unit}
              data={[...units]}
              onChange={(event) => {
                const unit = units.find((each) => each === event.currentTarget.value) ?? goal.within.unit;
                set({ ...goal, within: { ...goal.within, unit } });
              }}
            />
            <Text size="sm" c="dimmed">
              {words.withinHelp}
            </Text>
          </Group>
          <RevenueField
            path="goal.revenue"
            of={words.of}
            event={goal.events[0]}
            value={goal.revenue}
            onChange={(revenue) => set({ ...goal, revenue })}
          />
        </>
      )}
    </Part>
  );
}
