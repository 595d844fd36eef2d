import { Stack, Switch } from "@mantine/core";
import { journeyNodeMessages as words } from "@/lib/messages/journey-nodes.ts";
import { EventsAsked } from "../../form/events-asked.tsx";
import { ProblemBox } from "../../form/fields.tsx";
import classes from "../../form/form.module.css";
import { useEventProperties } from "../../segments/catalogue.ts";
import { PathField } from "../../segments/conditions/path-field.tsx";
import { drafts, type InactionDraft } from "./node-drafts.ts";
import type { NodeFormProps } from "./node-form.ts";
import { FilterFields, Help, JourneyWaitFields, Word } from "./parts.tsx";
import { withTimeout } from "./timed-form.tsx";

/** As soon as user does an event, with filters. */
export function EntryActionForm({ node, set }: NodeFormProps) {
  const { did, filter } = drafts.action.parse(node.settings);
  return (
    <Stack gap="md">
      <EventsAsked
        path="did"
        before={words.event.as}
        label={words.event.did}
        of=""
        value={did}
        onChange={(next) => set({ did: next })}
      />
      <FilterFields value={filter} onChange={(next, whole) => set({ filter: next }, whole)} />
    </Stack>
  );
}

export const ActionForm = withTimeout(EntryActionForm);

/** Only with the same value of a property in both events. */
function SameFields({
  draft,
  onChange,
}: {
  draft: InactionDraft;
  onChange: (same: string[] | null) => void;
}) {
  const known = useEventProperties(draft.did.events[0]);
  return (
    <ProblemBox path="same">
      <Switch
        label={words.event.sameOn}
        description={words.event.sameHelp}
        checked={draft.same !== null}
        onChange={(event) => onChange(event.currentTarget.checked ? [""] : null)}
      />
      {draft.same && (
        <div style={{ marginTop: 8 }}>
          <PathField
            label={words.event.same}
            path={draft.same}
            known={known.map(({ name }) => name)}
            onChange={onChange}
          />
        </div>
      )}
    </ProblemBox>
  );
}

/** One event that another one does not follow in a time. */
export function EntryInactionForm({ node, set }: NodeFormProps) {
  const draft = drafts.inaction.parse(node.settings);
  const { event } = words;
  return (
    <Stack gap="sm">
      <EventsAsked
        path="did"
        before={event.when}
        label={event.did}
        of={event.onDid}
        value={draft.did}
        onChange={(did) => set({ did })}
      />
      <EventsAsked
        path="didNot"
        before={event.butNot}
        label={event.didNot}
        of={event.onDidNot}
        value={draft.didNot}
        onChange={(didNot) => set({ didNot })}
      />
      <div className={classes.line}>
        <Word>{event.within}</Word>
        <JourneyWaitFields
          path="within"
          label={event.withinCount}
          unitLabel={event.withinUnit}
          value={draft.within}
          onChange={(within) => set({ within })}
        />
      </div>
      <SameFields draft={draft} onChange={(same) => set({ same })} />
    </Stack>
  );
}

export const InactionForm = withTimeout(EntryInactionForm);

/** Whoever comes there leaves. */
export function ExitForm() {
  return <Help>{words.exit}</Help>;
}
