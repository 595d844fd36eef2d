import { Button, Group, Menu, SegmentedControl, Text } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useRef, useState } from "react";
import { segmentsMessages } from "@/lib/messages/segments.ts";
import { useEventProperties } from "./catalogue.ts";
import { ConditionRow } from "./condition-row.tsx";
import { PathField } from "./conditions/path-field.tsx";
import {
  addCondition,
  type DraftGroup,
  type NewCondition,
  newConditions,
  type SystemSegment,
  systemSegments,
  withCondition,
} from "./draft.ts";
import classes from "./segments.module.css";

const words = segmentsMessages.builder;

function ConstantField({ group, onChange }: { group: DraftGroup; onChange: (group: DraftGroup) => void }) {
  const events = group.conditions.flatMap((each) => (each.kind === "did" ? each.events : []));
  const known = useEventProperties(events[0]);
  const isAsked = group.match !== "any" && group.conditions.filter(({ kind }) => kind === "did").length > 1;
  if (!isAsked && !group.constant) {
    return null;
  }
  return (
    <Group gap={6} mt={6}>
      <Text size="sm" c="dimmed" title={words.constantHelp}>
        {words.constant}
      </Text>
      <PathField
        label={words.constantLabel}
        path={group.constant?.path ?? [""]}
        known={known.map(({ name }) => name)}
        onChange={(path) => {
          const { constant: _, ...rest } = group;
          onChange(path.join("") === "" ? rest : { ...rest, constant: { path } });
        }}
      />
    </Group>
  );
}

/** What to begin with where nothing is asked yet. */
function Beginnings({ onChoose }: { onChoose: (which: SystemSegment) => void }) {
  return (
    <Group gap={6} mt="xs" role="group" aria-label={words.beginWith}>
      <Text size="sm" c="dimmed">
        {words.beginWith}
      </Text>
      {(Object.keys(systemSegments) as SystemSegment[]).map((which) => (
        <Button key={which} size="compact-xs" variant="light" onClick={() => onChoose(which)}>
          {words.systemSegments[which]}
        </Button>
      ))}
    </Group>
  );
}

/** Conditions that are joined by all or any, as a list to add to. */
export function GroupCard({
  group,
  number,
  own,
  alone,
  onChange,
  onRemove,
}: {
  group: DraftGroup;
  number: number;
  /** the segment that is built, which must not ask for itself */
  own: string | null;
  /** how many people meet each condition on its own */
  alone: number[] | null;
  onChange: (group: DraftGroup) => void;
  onRemove: (() => void) | null;
}) {
  // The one that was just added has the focus, and the menu must not take it back.
  const [added, setAdded] = useState<number | null>(null);
  const add = useRef<HTMLButtonElement>(null);
  return (
    <section className={classes.group} aria-label={words.groupLabel(number)}>
      <Group justify="space-between" gap="xs">
        <Group gap={8}>
          <Text size="sm">{words.matchBefore}</Text>
          <SegmentedControl
            size="xs"
            aria-label={`${words.groupLabel(number)}: all or any`}
            value={group.match ?? "all"}
            data={[
              { value: "all", label: words.all },
              { value: "any", label: words.any },
            ]}
            onChange={(match) => onChange({ ...group, match: match === "any" ? "any" : "all" })}
          />
          <Text size="sm">{words.matchAfter}</Text>
        </Group>
        {onRemove && (
          <Button size="compact-xs" variant="subtle" color="gray" onClick={onRemove}>
            {words.removeGroup}
          </Button>
        )}
      </Group>
      {group.conditions.length === 0 ? (
        <>
          <Text size="sm" c="dimmed" mt="sm">
            {words.noCondition}
          </Text>
          {onRemove === null && (
            <Beginnings
              onChoose={(which) => {
                setAdded(0);
                onChange({ ...group, conditions: [systemSegments[which]] });
              }}
            />
          )}
        </>
      ) : (
        <ul className={classes.conditions}>
          {group.conditions.map((condition, place) => (
            <ConditionRow
              // biome-ignore lint/suspicious/noArrayIndexKey: a condition is known by its place alone
              key={place}
              number={place + 1}
              isNew={place === added}
              condition={condition}
              own={own}
              alone={alone?.[place] ?? null}
              onChange={(next) => onChange(withCondition(group, place, next))}
              onRemove={() => {
                onChange(withCondition(group, place, null));
                // Nothing is left to go back to but what it is joined by: whoever goes on adds another one.
                if (group.conditions.length === 1) {
                  add.current?.focus();
                }
              }}
            />
          ))}
        </ul>
      )}
      <ConstantField group={group} onChange={onChange} />
      <Menu position="bottom-start" returnFocus={added === null} onOpen={() => setAdded(null)}>
        <Menu.Target>
          <Button ref={add} size="xs" variant="default" mt="sm" leftSection={<IconPlus size={14} />}>
            {words.addCondition}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {(Object.keys(newConditions) as NewCondition[]).map((which) => (
            <Menu.Item
              key={which}
              onClick={() => {
                setAdded(group.conditions.length);
                onChange(addCondition(group, which));
              }}
            >
              {words.kinds[which]}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </section>
  );
}
