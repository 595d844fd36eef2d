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
import { RemoveButton } from "../../form/remove-button.tsx";
import { withItem } from "../../form/with-item.ts";
import { BranchCard } from "./branch-card.tsx";
import { type AbGoal, type AbPath, drafts, oneDay } from "./node-drafts.ts";
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

function GoalFields({
  path,
  place,
  value,
  onChange,
  onRemove,
}: {
  path: string;
  place: number;
  value: AbGoal;
  onChange: (value: AbGoal) => void;
  onRemove: (() => void) | null;
}) {
  return (
    <ProblemBox path={path} isExact>
      <Group justify="space-between" mb={6} wrap="nowrap">
        <Text fw={500} size="sm">
          {told.goal(place)}
        </Text>
        {onRemove && <RemoveButton label={told.removeGoal(place)} onClick={onRemove} />}
      </Group>
      <EventsAsked
        path={`${path}.events`}
        before=""
        label={told.goalEvent(place)}
        of={told.of(place)}
        value={value}
        onChange={(next) => onChange({ ...value, ...next })}
      />
      <div className={classes.line} style={{ marginTop: 8 }}>
        <Word>{told.within}</Word>
        <JourneyWaitFields
          path={`${path}.within`}
          label={told.within}
          unitLabel={told.unit}
          value={value.within}
          onChange={(within) => onChange({ ...value, within })}
        />
      </div>
    </ProblemBox>
  );
}

const newGoal: AbGoal = { ...noEvents, within: oneDay };

/** What shows that a path works: any of these. */
function Goals({ node, set }: Pick<NodeFormProps, "node" | "set">) {
  const { goal, also } = drafts.abSplit.parse(node.settings);
  return (
    <>
      <GoalFields
        path="goal"
        place={1}
        value={goal ?? newGoal}
        onChange={(next) => set({ goal: next })}
        onRemove={null}
      />
      {also.map((each, place) => (
        <GoalFields
          // biome-ignore lint/suspicious/noArrayIndexKey: goals have no name of their own
          key={place}
          path={`also.${place}`}
          place={place + 2}
          value={each}
          onChange={(next) => set({ also: withItem(also, place, next) })}
          onRemove={() => set({ also: withItem(also, place, null) }, true)}
        />
      ))}
      {also.length + 1 < nodeLimits.abGoals && (
        <Group>
          <Button
            size="xs"
            variant="default"
            leftSection={<IconPlus size={14} />}
            onClick={() => set({ also: [...also, newGoal] }, true)}
          >
            {told.addGoal}
          </Button>
        </Group>
      )}
    </>
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
      {mode === "automatic" && <Goals node={node} set={set} />}
    </Stack>
  );
}
