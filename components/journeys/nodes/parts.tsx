import { Stack, Switch, Text } from "@mantine/core";
import { journeyNodeMessages as words } from "@/lib/messages/journey-nodes.ts";
import { Cards } from "../../form/cards.tsx";
import { DefinitionField } from "../../form/definition-field.tsx";
import { ClockField, ProblemBox } from "../../form/fields.tsx";
import classes from "../../form/form.module.css";
import { SegmentField } from "../../form/segment-field.tsx";
import { WaitFields } from "../../form/wait-fields.tsx";
import { type Draft, emptyDraft } from "../../segments/draft.ts";
import { type JourneyWait, journeyWaitUnits, newPeople, oneDay, type PeopleDraft } from "./node-drafts.ts";

/** "3 days". */
export function JourneyWaitFields(props: {
  path: string;
  label: string;
  unitLabel: string;
  value: JourneyWait;
  onChange: (value: JourneyWait) => void;
}) {
  return <WaitFields units={journeyWaitUnits} {...props} />;
}

/** Who is still at the node after this time leaves by its exit. */
export function TimeoutFields({
  value,
  isLinked,
  onChange,
}: {
  value: JourneyWait | null;
  isLinked: boolean;
  onChange: (value: JourneyWait | null, whole?: boolean) => void;
}) {
  const { timeout } = words;
  return (
    <div>
      <Switch
        label={timeout.on}
        description={timeout.help}
        checked={value !== null}
        onChange={(event) => onChange(event.currentTarget.checked ? oneDay : null, true)}
      />
      {value && (
        <div className={classes.line} style={{ marginTop: 8 }}>
          <JourneyWaitFields
            path="timeout"
            label={timeout.count}
            unitLabel={timeout.unit}
            value={value}
            onChange={onChange}
          />
          {!isLinked && <span className={classes.word}>{timeout.unconnected}</span>}
        </div>
      )}
    </div>
  );
}

/** Only some of those to whom it happens. */
export function FilterFields({
  value,
  onChange,
}: {
  value: Draft | null;
  onChange: (value: Draft | null, whole?: boolean) => void;
}) {
  return (
    <div>
      <Switch
        label={words.filter.on}
        description={words.filter.help}
        checked={value !== null}
        onChange={(event) => onChange(event.currentTarget.checked ? emptyDraft : null, true)}
      />
      {value && (
        <div style={{ marginTop: 12 }}>
          <DefinitionField path="filter" value={value} onChange={onChange} />
        </div>
      )}
    </div>
  );
}

/** A saved segment or conditions of the node's own. */
export function PeopleFields({
  path = "people",
  value,
  onChange,
}: {
  path?: string;
  value: PeopleDraft;
  onChange: (value: PeopleDraft, whole?: boolean) => void;
}) {
  const { people } = words;
  return (
    <Stack gap="sm">
      <Cards<PeopleDraft["kind"]>
        label={people.how}
        path={`${path}.kind`}
        value={value.kind}
        choices={[
          { value: "saved", name: people.saved, text: people.savedText },
          { value: "new", name: people.fresh, text: people.freshText },
        ]}
        onChange={(kind) => onChange(kind === "new" ? newPeople : { kind: "saved", segmentId: "" }, true)}
      />
      {value.kind === "saved" ? (
        <SegmentField
          path={`${path}.segmentId`}
          label={people.saved}
          placeholder={people.choose}
          open={people.open}
          kinds={["past", "live", "list"]}
          value={value.segmentId}
          onChange={(segmentId) => onChange({ kind: "saved", segmentId })}
        />
      ) : (
        <ProblemBox path={path} isExact>
          <DefinitionField
            path={`${path}.definition`}
            value={value.definition}
            onChange={(definition) => onChange({ kind: "new", definition })}
          />
        </ProblemBox>
      )}
    </Stack>
  );
}

/** A switch with a time of the clock behind it. */
export function OptionalClock({
  path,
  on,
  help,
  label,
  value,
  onChange,
}: {
  path: string;
  on: string;
  help?: string;
  label: string;
  value: string | null;
  onChange: (value: string | null, whole?: boolean) => void;
}) {
  return (
    <div className={classes.line} style={{ alignItems: "flex-start" }}>
      <Switch
        mt={6}
        label={on}
        description={help}
        checked={value !== null}
        onChange={(event) => onChange(event.currentTarget.checked ? "09:00" : null, true)}
      />
      {value !== null && (
        <ClockField path={path} aria-label={label} type="time" value={value} onChange={onChange} />
      )}
    </div>
  );
}

export function Help({ children }: { children: string }) {
  return (
    <Text size="sm" c="dimmed">
      {children}
    </Text>
  );
}

/** "within": a word between fields. */
export function Word({ children }: { children: string }) {
  return <span className={classes.word}>{children}</span>;
}
