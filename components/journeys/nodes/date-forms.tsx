import { NativeSelect, Stack, Switch } from "@mantine/core";
import { journeyNodeMessages as words } from "@/lib/messages/journey-nodes.ts";
import { Cards } from "../../form/cards.tsx";
import { ClockField, NumberField, ProblemBox } from "../../form/fields.tsx";
import classes from "../../form/form.module.css";
import { WeekdayField } from "../../form/when/weekday-field.tsx";
import { useEventProperties, usePersonProperties } from "../../segments/catalogue.ts";
import { PathField } from "../../segments/conditions/path-field.tsx";
import { type DateDraft, drafts, oneDay, type UntilDraft } from "./node-drafts.ts";
import type { NodeFormProps } from "./node-form.ts";
import { Help, JourneyWaitFields, OptionalClock, Word } from "./parts.tsx";
import { withTimeout } from "./timed-form.tsx";

const told = words.date;
type Shift = keyof typeof told.shifts;

const blankDate: DateDraft = { of: "person", path: [], days: 0, at: "09:00", yearly: false };
const shiftOf = (days: number): Shift => (days === 0 ? "on" : days < 0 ? "before" : "after");

/** A day that a property says, or some days before or after it. */
function DateFields({
  path,
  value,
  event,
  mayBeEvent,
  onChange,
}: Pick<NodeFormProps, "event"> & {
  path: string;
  value: DateDraft;
  mayBeEvent: boolean;
  onChange: (value: DateDraft, whole?: boolean) => void;
}) {
  const person = usePersonProperties();
  const ofEvent = useEventProperties(event);
  const known = value.of === "event" ? ofEvent : person;
  const shift = shiftOf(value.days);
  return (
    <Stack gap="xs">
      <ProblemBox path={`${path}.path`}>
        <div className={classes.line}>
          <Word>{told.of}</Word>
          {mayBeEvent || value.of === "event" ? (
            <NativeSelect
              size="xs"
              w={120}
              aria-label={told.of}
              value={value.of}
              data={Object.entries(told.ofs).map(([of, label]) => ({ value: of, label }))}
              onChange={(change) =>
                onChange({ ...value, of: change.currentTarget.value as DateDraft["of"] }, true)
              }
            />
          ) : (
            <span>{told.ofs.person}</span>
          )}
          <PathField
            label={told.property}
            path={value.path}
            known={known.map(({ name }) => name)}
            onChange={(next) => onChange({ ...value, path: next })}
          />
        </div>
      </ProblemBox>
      <div className={classes.line}>
        {shift !== "on" && (
          <NumberField
            path={`${path}.days`}
            aria-label={told.days}
            w={80}
            value={Math.abs(value.days)}
            onChange={(days) => onChange({ ...value, days: shift === "before" ? -days : days })}
          />
        )}
        <NativeSelect
          size="xs"
          w={150}
          aria-label={told.shift}
          value={shift}
          data={Object.entries(told.shifts).map(([each, label]) => ({ value: each, label }))}
          onChange={(change) => {
            const next = change.currentTarget.value as Shift;
            const days = Math.abs(value.days) || 1;
            onChange({ ...value, days: next === "on" ? 0 : next === "before" ? -days : days }, true);
          }}
        />
      </div>
      <OptionalClock
        path={`${path}.at`}
        on={told.atOn}
        help={told.atHelp}
        label={told.at}
        value={value.at}
        onChange={(at, whole) => onChange({ ...value, at }, whole)}
      />
      <Switch
        label={told.yearly}
        checked={value.yearly}
        onChange={(change) => onChange({ ...value, yearly: change.currentTarget.checked }, true)}
      />
    </Stack>
  );
}

export function EntryDateForm({ node, set, event }: NodeFormProps) {
  const { date } = drafts.date.parse(node.settings);
  return (
    <DateFields
      path="date"
      value={date}
      event={event}
      mayBeEvent={false}
      onChange={(next, whole) => set({ date: next }, whole)}
    />
  );
}

export const DateForm = withTimeout(({ node, set, event, hasEvent }) => {
  const { date } = drafts.date.parse(node.settings);
  return (
    <DateFields
      path="date"
      value={date}
      event={event}
      mayBeEvent={hasEvent}
      onChange={(next, whole) => set({ date: next }, whole)}
    />
  );
});

const begin: Record<UntilDraft["kind"], UntilDraft> = {
  duration: { kind: "duration", wait: oneDay, at: null },
  clock: { kind: "clock", at: "09:00", weekdays: [] },
  date: { kind: "date", date: blankDate },
};

/** A while, until a time of the clock, or until a date. */
export function DelayForm({ node, set, event, hasEvent }: NodeFormProps) {
  const { until } = drafts.delay.parse(node.settings);
  const { delay } = words;
  const change = (next: UntilDraft, whole?: boolean) => set({ until: next }, whole);
  return (
    <Stack gap="md">
      <Cards<UntilDraft["kind"]>
        label={delay.title}
        path="until.kind"
        value={until.kind}
        choices={(["duration", "clock", "date"] as const).map((value) => ({
          value,
          name: delay.kinds[value],
          text: "",
        }))}
        onChange={(kind) => change(begin[kind], true)}
      />
      {until.kind === "duration" && (
        <>
          <div className={classes.line}>
            <JourneyWaitFields
              path="until.wait"
              label={delay.count}
              unitLabel={delay.unit}
              value={until.wait}
              onChange={(wait) => change({ ...until, wait })}
            />
          </div>
          <OptionalClock
            path="until.at"
            on={delay.until}
            label={delay.at}
            value={until.at}
            onChange={(at, whole) => change({ ...until, at }, whole)}
          />
        </>
      )}
      {until.kind === "clock" && (
        <>
          <ClockField
            path="until.at"
            label={delay.at}
            type="time"
            value={until.at}
            onChange={(at) => change({ ...until, at })}
          />
          <div>
            <WeekdayField
              label={delay.weekdays}
              value={until.weekdays}
              onChange={(weekdays) => change({ ...until, weekdays })}
            />
            {until.weekdays.length === 0 && <Help>{delay.anyDay}</Help>}
          </div>
        </>
      )}
      {until.kind === "date" && (
        <DateFields
          path="until.date"
          value={until.date}
          event={event}
          mayBeEvent={hasEvent}
          onChange={(date, whole) => change({ kind: "date", date }, whole)}
        />
      )}
    </Stack>
  );
}
