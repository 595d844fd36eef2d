import { Button, Radio, Stack, Text } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { MOST_DATES } from "@/lib/campaigns/document.ts";
import { campaignWhenMessages } from "@/lib/messages/campaign-when.ts";
import type { Recurrence } from "../../../form/draft-parts.ts";
import { ClockField } from "../../../form/fields.tsx";
import classes from "../../../form/form.module.css";
import { RemoveButton } from "../../../form/remove-button.tsx";
import { RecurringFields } from "../../../form/when/recurring.tsx";
import { tomorrowIn } from "../../../form/when/tomorrow.ts";
import { withItem } from "../../../form/with-item.ts";
import { useVisitor } from "../../../visitor.tsx";
import type { When } from "../draft.ts";
import { useEditor, useParts } from "../editor-context.tsx";
import { Part } from "../section.tsx";

const words = campaignWhenMessages.date;
type Past = When["past"];
type Later = Extract<Past, { kind: "later" }>;

/** A schedule of another kind, begun tomorrow at nine. */
function pastOf(kind: Past["kind"], timeZone: string): Past {
  const from = tomorrowIn(timeZone, new Date());
  const recurrence: Recurrence = {
    from,
    time: "09:00",
    repeat: { every: "weeks", count: 1, weekdays: [1] },
    ends: { kind: "never" },
  };
  switch (kind) {
    case "now":
      return { kind };
    case "later":
      return { kind, at: `${from}T09:00`, also: [] };
    case "recurring":
      return { kind, recurrence };
  }
}

/** One day and time, and as many more as wanted. */
function LaterDates({
  later,
  onChange,
}: {
  later: Later;
  onChange: (later: Later, whole?: boolean) => void;
}) {
  const { at, also } = later;
  const last = also.at(-1) ?? at;
  return (
    <Stack gap="xs" className={classes.indent}>
      <ClockField
        path="when.past.at"
        aria-label={words.at}
        type="datetime-local"
        value={at}
        onChange={(next) => onChange({ ...later, at: next })}
      />
      {also.map((date, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: dates are known by their place alone
        <div className={classes.line} key={place}>
          <ClockField
            path={`when.past.also.${place}`}
            aria-label={words.also(place + 2)}
            type="datetime-local"
            value={date}
            onChange={(next) => onChange({ ...later, also: withItem(also, place, next) })}
          />
          <RemoveButton
            label={words.removeDate(place + 2)}
            onClick={() => onChange({ ...later, also: withItem(also, place, null) }, true)}
          />
        </div>
      ))}
      {also.length < MOST_DATES - 1 && (
        <Button
          size="xs"
          variant="default"
          w="fit-content"
          leftSection={<IconPlus size={14} />}
          onClick={() => onChange({ ...later, also: [...also, last] }, true)}
        >
          {words.addDate}
        </Button>
      )}
    </Stack>
  );
}

/** When a campaign of past behaviour or of a list runs. */
export function PastDate() {
  const { draft } = useEditor();
  const { when } = useParts();
  const { timeZone } = useVisitor();
  const { past } = draft.when;
  return (
    <Part title={words.title} help={words.zone(timeZone)}>
      <Radio.Group
        aria-label={words.title}
        data-path="when.past.kind"
        value={past.kind}
        onChange={(kind) => when({ past: pastOf(kind as Past["kind"], timeZone) }, true)}
      >
        <Stack gap="xs">
          <Radio value="now" label={words.past.now} />
          <Radio value="later" label={words.past.later} />
          {past.kind === "later" && (
            <LaterDates later={past} onChange={(later, whole) => when({ past: later }, whole)} />
          )}
          <Radio value="recurring" label={words.past.recurring} />
        </Stack>
      </Radio.Group>
      {past.kind === "recurring" && (
        <div className={classes.indent} style={{ marginTop: 12 }}>
          <RecurringFields
            path="when.past.recurrence"
            value={past.recurrence}
            begins={{ ownClocks: draft.when.userTimeZone !== null }}
            onChange={(recurrence, whole) => when({ past: { kind: "recurring", recurrence } }, whole)}
          />
        </div>
      )}
      {past.kind === "now" && (
        <Text size="sm" c="dimmed" mt="sm">
          {campaignWhenMessages.next.now}
        </Text>
      )}
    </Part>
  );
}
