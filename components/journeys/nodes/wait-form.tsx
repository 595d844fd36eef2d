import { Button, Stack, Switch, Text } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { freshId } from "@/lib/journeys/fresh-id.ts";
import { nodeLimits } from "@/lib/journeys/nodes/branch-limits.ts";
import { journeyNodeMessages as words } from "@/lib/messages/journey-nodes.ts";
import { noEvents } from "../../form/draft-parts.ts";
import { EventsAsked } from "../../form/events-asked.tsx";
import { ProblemBox } from "../../form/fields.tsx";
import classes from "../../form/form.module.css";
import { withItem } from "../../form/with-item.ts";
import { useEventProperties } from "../../segments/catalogue.ts";
import { PathField } from "../../segments/conditions/path-field.tsx";
import { BranchCard } from "./branch-card.tsx";
import { drafts, type WaitBranch } from "./node-drafts.ts";
import type { EventRef, NodeFormProps } from "./node-form.ts";
import { JourneyWaitFields, Word } from "./parts.tsx";

const told = words.wait;

/** Only such an event that is of the same cart, order or whatever a property names. */
function KeyFields({
  path,
  value,
  event,
  onChange,
}: {
  path: string;
  value: WaitBranch;
  event: EventRef | undefined;
  onChange: (value: WaitBranch, whole?: boolean) => void;
}) {
  const mine = useEventProperties(event);
  const theirs = useEventProperties(value.did.events[0]);
  const { key } = value;
  return (
    <ProblemBox path={`${path}.key`}>
      <Switch
        size="sm"
        label={told.key}
        checked={key !== null}
        onChange={(change) =>
          onChange(
            { ...value, key: change.currentTarget.checked ? { mine: [""], theirs: [""] } : null },
            true,
          )
        }
      />
      {key && (
        <div className={classes.line} style={{ marginTop: 8 }}>
          <PathField
            label={told.mine}
            path={key.mine}
            known={mine.map(({ name }) => name)}
            onChange={(next) => onChange({ ...value, key: { ...key, mine: next } })}
          />
          <Word>{told.equals}</Word>
          <PathField
            label={told.theirs}
            path={key.theirs}
            known={theirs.map(({ name }) => name)}
            onChange={(next) => onChange({ ...value, key: { ...key, theirs: next } })}
          />
        </div>
      )}
    </ProblemBox>
  );
}

/** Whichever of some events comes first, up to a time. */
export function WaitForm({ node, set, event }: NodeFormProps) {
  const { branches, timeout } = drafts.waitForEvent.parse(node.settings);
  const change = (next: WaitBranch[], whole?: boolean) => set({ branches: next }, whole);
  return (
    <Stack gap="sm">
      {branches.map((each, place) => (
        <BranchCard
          key={each.id}
          path={`branches.${place}`}
          place={place}
          name={each.name}
          placeholder={told.branch(place + 1)}
          nameLabel={told.name(place + 1)}
          removeLabel={told.remove(place + 1)}
          onName={(name) => change(withItem(branches, place, { ...each, name }))}
          onRemove={branches.length > 1 ? () => change(withItem(branches, place, null), true) : null}
        >
          <EventsAsked
            path={`branches.${place}.did`}
            before=""
            label={told.branch(place + 1)}
            of={branches.length > 1 ? told.of(place + 1) : ""}
            value={each.did}
            onChange={(did) => change(withItem(branches, place, { ...each, did }))}
          />
          <KeyFields
            path={`branches.${place}`}
            value={each}
            event={event}
            onChange={(next, whole) => change(withItem(branches, place, next), whole)}
          />
        </BranchCard>
      ))}
      {branches.length < nodeLimits.waitBranches && (
        <Button
          size="xs"
          variant="default"
          w="fit-content"
          leftSection={<IconPlus size={14} />}
          onClick={() => change([...branches, { id: freshId(), name: "", did: noEvents, key: null }], true)}
        >
          {told.add}
        </Button>
      )}
      <div className={classes.line}>
        <Text size="sm">{told.longest}</Text>
        <JourneyWaitFields
          path="timeout"
          label={told.count}
          unitLabel={told.unit}
          value={timeout}
          onChange={(next) => set({ timeout: next })}
        />
      </div>
    </Stack>
  );
}
