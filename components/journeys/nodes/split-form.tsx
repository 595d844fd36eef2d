import { Button, NativeSelect, Stack } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { freshId } from "@/lib/journeys/fresh-id.ts";
import { nodeLimits } from "@/lib/journeys/nodes/branch-limits.ts";
import { journeyNodeMessages as words } from "@/lib/messages/journey-nodes.ts";
import { ProblemBox } from "../../form/fields.tsx";
import classes from "../../form/form.module.css";
import { RemoveButton } from "../../form/remove-button.tsx";
import { withItem } from "../../form/with-item.ts";
import { useEventProperties, usePersonProperties } from "../../segments/catalogue.ts";
import { PathField } from "../../segments/conditions/path-field.tsx";
import { TestFields } from "../../segments/conditions/test-fields.tsx";
import { firstTest } from "../../segments/test-choices.ts";
import { BranchCard } from "./branch-card.tsx";
import { drafts, type SplitCondition, type SplitPath } from "./node-drafts.ts";
import type { EventRef, NodeFormProps } from "./node-form.ts";
import own from "./nodes.module.css";
import { Help } from "./parts.tsx";

const told = words.split;
const types = ["text", "number", "boolean", "date"] as const;
const blank: SplitCondition = {
  of: "person",
  path: [""],
  test: { type: "text", op: "equals", value: "" },
};

function ConditionFields({
  place,
  value,
  event,
  mayBeEvent,
  onChange,
}: {
  place: number;
  value: SplitCondition;
  event: EventRef | undefined;
  mayBeEvent: boolean;
  onChange: (value: SplitCondition | null, whole?: boolean) => void;
}) {
  const person = usePersonProperties();
  const ofEvent = useEventProperties(event);
  const known = value.of === "event" ? ofEvent : person;
  return (
    <section className={own.condition} aria-label={told.condition(place + 1)}>
      <div className={classes.line}>
        {mayBeEvent || value.of === "event" ? (
          <NativeSelect
            size="xs"
            w={125}
            aria-label={told.of}
            value={value.of}
            data={Object.entries(told.ofs).map(([of, label]) => ({ value: of, label }))}
            onChange={(change) =>
              onChange({ ...value, of: change.currentTarget.value as SplitCondition["of"] }, true)
            }
          />
        ) : (
          <span className={classes.word}>{told.ofs.person}</span>
        )}
        <PathField
          label={told.property}
          path={value.path}
          known={known.map(({ name }) => name)}
          onChange={(path) => onChange({ ...value, path })}
          onChosen={(name) =>
            onChange({
              ...value,
              path: [name],
              test: firstTest(known.find((each) => each.name === name)?.type),
            })
          }
        />
        <TestFields
          test={value.test}
          types={types}
          known={value.of === "event" ? event && { event, path: value.path } : { path: value.path }}
          onChange={(test) => onChange({ ...value, test })}
        />
      </div>
      <RemoveButton label={told.remove(place + 1)} onClick={() => onChange(null, true)} />
    </section>
  );
}

function PathFields({
  path,
  value,
  event,
  mayBeEvent,
  place,
  onChange,
}: {
  path: string;
  value: SplitPath;
  place: number;
  event: EventRef | undefined;
  mayBeEvent: boolean;
  onChange: (value: SplitPath, whole?: boolean) => void;
}) {
  const { conditions } = value;
  return (
    <ProblemBox path={`${path}.conditions`}>
      <Stack gap="xs">
        {conditions.length > 1 && (
          <NativeSelect
            size="xs"
            w={160}
            aria-label={told.match(place + 1)}
            value={value.match}
            data={Object.entries(told.matches).map(([match, label]) => ({ value: match, label }))}
            onChange={(change) =>
              onChange({ ...value, match: change.currentTarget.value as SplitPath["match"] }, true)
            }
          />
        )}
        {conditions.map((condition, at) => (
          <ConditionFields
            // biome-ignore lint/suspicious/noArrayIndexKey: a condition is known by its place alone
            key={at}
            place={at}
            value={condition}
            event={event}
            mayBeEvent={mayBeEvent}
            onChange={(next, whole) =>
              onChange({ ...value, conditions: withItem(conditions, at, next) }, whole)
            }
          />
        ))}
        {conditions.length < 10 && (
          <Button
            size="compact-xs"
            variant="subtle"
            w="fit-content"
            leftSection={<IconPlus size={14} />}
            onClick={() => onChange({ ...value, conditions: [...conditions, blank] }, true)}
          >
            {told.add}
          </Button>
        )}
      </Stack>
    </ProblemBox>
  );
}

/** Paths by properties: the first that fits is taken. */
export function SplitForm({ node, set, event, hasEvent }: NodeFormProps) {
  const { paths } = drafts.split.parse(node.settings);
  const change = (next: SplitPath[], whole?: boolean) => set({ paths: next }, whole);
  return (
    <Stack gap="sm">
      <Help>{told.rule}</Help>
      {paths.map((each, place) => (
        <BranchCard
          key={each.id}
          path={`paths.${place}`}
          place={place}
          name={each.name}
          placeholder={told.path(place + 1)}
          onName={(name) => change(withItem(paths, place, { ...each, name }))}
          onUp={
            place === 0
              ? null
              : () => {
                  const rest = withItem(paths, place, null);
                  change([...rest.slice(0, place - 1), each, ...rest.slice(place - 1)], true);
                }
          }
          onRemove={paths.length > 1 ? () => change(withItem(paths, place, null), true) : null}
        >
          <PathFields
            path={`paths.${place}`}
            place={place}
            value={each}
            event={event}
            mayBeEvent={hasEvent}
            onChange={(next, whole) => change(withItem(paths, place, next), whole)}
          />
        </BranchCard>
      ))}
      {paths.length < nodeLimits.splitPaths && (
        <Button
          size="xs"
          variant="default"
          w="fit-content"
          leftSection={<IconPlus size={14} />}
          onClick={() => change([...paths, { id: freshId(), name: "", match: "all", conditions: [] }], true)}
        >
          {words.branches.add}
        </Button>
      )}
    </Stack>
  );
}
