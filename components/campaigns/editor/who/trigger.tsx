import { Stack } from "@mantine/core";
import { campaignEditorMessages } from "@/lib/messages/campaign-editor.ts";
import { Cards } from "../../../form/cards.tsx";
import { noEvents, waitUnits } from "../../../form/draft-parts.ts";
import { EventsAsked } from "../../../form/events-asked.tsx";
import { ProblemBox } from "../../../form/fields.tsx";
import classes from "../../../form/form.module.css";
import { SegmentField } from "../../../form/segment-field.tsx";
import { WaitFields } from "../../../form/wait-fields.tsx";
import type { Trigger } from "../draft.ts";
import { useEditor, useParts } from "../editor-context.tsx";
import { ConstantField } from "./constant-field.tsx";

const words = campaignEditorMessages.trigger;
const kinds = ["action", "inaction", "enters"] as const;

/** A trigger of another kind, with the event that the old one had. */
export function triggerOf(kind: Trigger["kind"], before: Trigger | null): Trigger {
  const did = before && before.kind !== "enters" ? before.did : noEvents;
  switch (kind) {
    case "action":
      return { kind, did };
    case "inaction":
      return { kind, did, didNot: noEvents, within: { count: 10, unit: "minutes" }, same: null };
    case "enters":
      return { kind, segmentId: "" };
  }
}

function Fields({ value, onChange }: { value: Trigger; onChange: (value: Trigger) => void }) {
  switch (value.kind) {
    case "enters":
      return (
        <SegmentField
          path="who.trigger.segmentId"
          label={words.segment}
          placeholder={words.chooseSegment}
          open={campaignEditorMessages.target.open}
          kinds={["live"]}
          value={value.segmentId}
          onChange={(segmentId) => onChange({ ...value, segmentId })}
        />
      );
    case "action":
      return (
        <EventsAsked
          path="who.trigger.did"
          before={words.as}
          label={words.did}
          of=""
          value={value.did}
          onChange={(did) => onChange({ ...value, did })}
        />
      );
    case "inaction":
      return (
        <>
          <EventsAsked
            path="who.trigger.did"
            before={words.as}
            label={words.did}
            of={words.onDid}
            value={value.did}
            onChange={(did) => onChange({ ...value, did })}
          />
          <EventsAsked
            path="who.trigger.didNot"
            before={words.butNot}
            label={words.didNot}
            of={words.onDidNot}
            value={value.didNot}
            onChange={(didNot) => onChange({ ...value, didNot })}
          />
          <div className={classes.line}>
            <span className={classes.word}>{words.within}</span>
            <WaitFields
              units={waitUnits}
              path="who.trigger.within"
              label={words.withinCount}
              unitLabel={words.withinUnit}
              value={value.within}
              onChange={(within) => onChange({ ...value, within })}
            />
          </div>
          <ProblemBox path="who.trigger.same">
            <ConstantField value={value} onChange={onChange} />
          </ProblemBox>
        </>
      );
  }
}

/** What makes somebody a recipient as it happens. */
export function TriggerFields() {
  const { draft } = useEditor();
  const { who } = useParts();
  const { trigger } = draft.who;
  return (
    <Stack gap="md">
      <Cards<Trigger["kind"]>
        label={words.title}
        path="who.trigger.kind"
        value={trigger?.kind ?? null}
        choices={kinds.map((value) => ({ value, ...words.kinds[value] }))}
        onChange={(kind) => who({ trigger: triggerOf(kind, trigger) }, true)}
      />
      <ProblemBox path="who.trigger" isExact>
        {trigger && (
          <Stack gap="sm">
            <Fields value={trigger} onChange={(next) => who({ trigger: next })} />
          </Stack>
        )}
      </ProblemBox>
    </Stack>
  );
}
