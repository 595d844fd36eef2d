import { Button, Radio, Stack, Text } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { journeyNodeMessages as words } from "@/lib/messages/journey-nodes.ts";
import type { Recurrence } from "../../form/draft-parts.ts";
import { ClockField, ProblemBox } from "../../form/fields.tsx";
import classes from "../../form/form.module.css";
import { RemoveButton } from "../../form/remove-button.tsx";
import { RecurringFields } from "../../form/when/recurring.tsx";
import { tomorrowIn } from "../../form/when/tomorrow.ts";
import { withItem } from "../../form/with-item.ts";
import { useVisitor } from "../../visitor.tsx";
import { drafts, type TimelineDraft } from "./node-drafts.ts";
import type { NodeFormProps } from "./node-form.ts";
import { Help, PeopleFields } from "./parts.tsx";
import { withTimeout } from "./timed-form.tsx";

const told = words.timeline;
const choices = ["now", "once", "dates", "recurring"] as const;
type Choice = (typeof choices)[number];

function timelineOf(choice: Choice, timeZone: string): TimelineDraft {
  const from = tomorrowIn(timeZone, new Date());
  const recurrence: Recurrence = {
    from,
    time: "09:00",
    repeat: { every: "weeks", count: 1, weekdays: [1] },
    ends: { kind: "never" },
  };
  switch (choice) {
    case "now":
      return { kind: "once", at: null };
    case "once":
      return { kind: "once", at: `${from}T09:00` };
    case "dates":
      return { kind: "dates", dates: [`${from}T09:00`] };
    case "recurring":
      return { kind: "recurring", recurrence };
  }
}

function DatesFields({ dates, onChange }: { dates: string[]; onChange: (dates: string[]) => void }) {
  return (
    <ProblemBox path="timeline.dates" isExact>
      <Stack gap={6}>
        {dates.map((date, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a date is known by its place alone
          <div key={place} className={classes.line}>
            <ClockField
              path={`timeline.dates.${place}`}
              aria-label={told.date(place + 1)}
              type="datetime-local"
              value={date}
              onChange={(next) => onChange(withItem(dates, place, next))}
            />
            <RemoveButton
              label={told.removeDate(place + 1)}
              onClick={() => onChange(withItem(dates, place, null))}
            />
          </div>
        ))}
        {dates.length < 50 && (
          <Button
            size="xs"
            variant="default"
            w="fit-content"
            leftSection={<IconPlus size={14} />}
            onClick={() => onChange([...dates, ""])}
          >
            {told.addDate}
          </Button>
        )}
        <Help>{told.datesHelp}</Help>
      </Stack>
    </ProblemBox>
  );
}

/** For whom the journey begins, and when. */
export function EntrySegmentForm({ node, set }: NodeFormProps) {
  const { people, timeline } = drafts.entrySegment.parse(node.settings);
  const { timeZone } = useVisitor();
  const choice: Choice = timeline.kind === "once" ? (timeline.at === null ? "now" : "once") : timeline.kind;
  const change = (next: TimelineDraft, whole?: boolean) => set({ timeline: next }, whole);
  return (
    <Stack gap="lg">
      <PeopleFields value={people} onChange={(next, whole) => set({ people: next }, whole)} />
      <section aria-label={told.title}>
        <Text fw={500} size="sm">
          {told.title}
        </Text>
        <Help>{told.zone(timeZone)}</Help>
        <Radio.Group
          aria-label={told.title}
          data-path="timeline.kind"
          value={choice}
          mt={8}
          onChange={(next) => change(timelineOf(next as Choice, timeZone), true)}
        >
          <Stack gap="xs">
            {choices.map((each) => (
              <Radio key={each} value={each} label={told[each]} />
            ))}
          </Stack>
        </Radio.Group>
        <div style={{ marginTop: 12 }}>
          {timeline.kind === "once" && timeline.at !== null && (
            <ClockField
              path="timeline.at"
              aria-label={told.at}
              type="datetime-local"
              value={timeline.at}
              onChange={(at) => change({ kind: "once", at })}
            />
          )}
          {timeline.kind === "dates" && (
            <DatesFields dates={timeline.dates} onChange={(dates) => change({ kind: "dates", dates })} />
          )}
          {timeline.kind === "recurring" && (
            <RecurringFields
              path="timeline.recurrence"
              value={timeline.recurrence}
              onChange={(recurrence, whole) => change({ kind: "recurring", recurrence }, whole)}
            />
          )}
        </div>
      </section>
    </Stack>
  );
}

export const PastBehaviourForm = withTimeout(({ node, set }) => {
  const { people } = drafts.people.parse(node.settings);
  return <PeopleFields value={people} onChange={(next, whole) => set({ people: next }, whole)} />;
});
