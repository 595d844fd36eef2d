import { Button, Group, Stack, Text } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { freshId } from "@/lib/journeys/fresh-id.ts";
import { nodeLimits } from "@/lib/journeys/nodes/branch-limits.ts";
import { journeyNodeMessages as words } from "@/lib/messages/journey-nodes.ts";
import { Cards } from "../../form/cards.tsx";
import { noEvents } from "../../form/draft-parts.ts";
import { EventsAsked } from "../../form/events-asked.tsx";
import { NumberField, ProblemBox } from "../../form/fields.tsx";
import classes from "../../form/form.module.css";
import { withItem } from "../../form/with-item.ts";
import { BranchCard } from "./branch-card.tsx";
import { type AbPath, drafts, oneDay } from "./node-drafts.ts";
import type { NodeFormProps } from "./node-form.ts";
import { JourneyWaitFields, Word } from "./parts.tsx";

const told = words.ab;
const letter = (place: number): string => String.fromCharCode(65 + place);

/** Shares as equal as they can be in whole percents, 100 in all. */
export function evenShares(paths: readonly AbPath[]): AbPath[] {
  const each = Math.floor(100 / Math.max(1, paths.length));
  const more = 100 - each * paths.length;
  return paths.map((path, place) => ({ ...path, percent: each + (place < more ? 1 : 0) }));
}

function GoalFields({ node, set }: Pick<NodeFormProps, "node" | "set">) {
  const { goal } = drafts.abSplit.parse(node.settings);
  const value = goal ?? { ...noEvents, within: oneDay };
  return (
    <ProblemBox path="goal" isExact>
      <Text fw={500} size="sm" mb={6}>
        {told.goal}
      </Text>
      <EventsAsked
        path="goal.events"
        before=""
        label={told.goalEvent}
        of={told.of}
        value={value}
        onChange={(next) => set({ goal: { ...value, ...next } })}
      />
      <div className={classes.line} style={{ marginTop: 8 }}>
        <Word>{told.within}</Word>
        <JourneyWaitFields
          path="goal.within"
          label={told.within}
          unitLabel={told.unit}
          value={value.within}
          onChange={(within) => set({ goal: { ...value, within } })}
        />
      </div>
    </ProblemBox>
  );
}

/** Paths by chance, in shares that are set or that follow what works. */
export function AbForm({ node, set }: NodeFormProps) {
  const { mode, paths } = drafts.abSplit.parse(node.settings);
  const change = (next: AbPath[], whole?: boolean) => set({ paths: next }, whole);
  const sum = Math.round(paths.reduce((total, { percent }) => total + percent, 0) * 100) / 100;
  return (
    <Stack gap="sm">
      <Cards<"manual" | "automatic">
        label={told.mode}
        path="mode"
        value={mode}
        choices={(["manual", "automatic"] as const).map((value) => ({
          value,
          name: told.modes[value],
          text: told.modeTexts[value],
        }))}
        onChange={(next) => set({ mode: next }, true)}
      />
      <ProblemBox path="paths" isExact>
        <Stack gap="xs">
          {paths.map((each, place) => (
            <BranchCard
              key={each.id}
              path={`paths.${place}`}
              place={place}
              name={each.name}
              placeholder={letter(place)}
              onName={(name) => change(withItem(paths, place, { ...each, name }))}
              onRemove={paths.length > 2 ? () => change(withItem(paths, place, null), true) : null}
              aside={
                mode === "manual" && (
                  <NumberField
                    path={`paths.${place}.percent`}
                    aria-label={told.percent(place + 1)}
                    suffix=" %"
                    allowDecimal
                    w={80}
                    value={each.percent}
                    onChange={(percent) => change(withItem(paths, place, { ...each, percent }))}
                  />
                )
              }
            />
          ))}
        </Stack>
      </ProblemBox>
      <Group gap="sm">
        {paths.length < nodeLimits.abPaths && (
          <Button
            size="xs"
            variant="default"
            leftSection={<IconPlus size={14} />}
            onClick={() =>
              change(evenShares([...paths, { id: freshId(), name: letter(paths.length), percent: 0 }]), true)
            }
          >
            {words.branches.add}
          </Button>
        )}
        {mode === "manual" && (
          <>
            <Button size="xs" variant="subtle" onClick={() => change(evenShares(paths), true)}>
              {told.even}
            </Button>
            <Text size="sm" c={sum === 100 ? "dimmed" : "var(--mantine-color-error)"}>
              {told.sum(sum)}
            </Text>
          </>
        )}
      </Group>
      {mode === "automatic" && <GoalFields node={node} set={set} />}
    </Stack>
  );
}
