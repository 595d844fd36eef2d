import { Radio, Stack, Text } from "@mantine/core";
import { campaignWhenMessages } from "@/lib/messages/campaign-when.ts";
import type { Recurrence } from "../../../form/draft-parts.ts";
import { ClockField } from "../../../form/fields.tsx";
import classes from "../../../form/form.module.css";
import { RecurringFields } from "../../../form/when/recurring.tsx";
import { tomorrowIn } from "../../../form/when/tomorrow.ts";
import { useVisitor } from "../../../visitor.tsx";
import type { When } from "../draft.ts";
import { useEditor, useParts } from "../editor-context.tsx";
import { Part } from "../section.tsx";

const words = campaignWhenMessages.date;
type Past = When["past"];

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
      return { kind, at: `${from}T09:00` };
    case "recurring":
      return { kind, recurrence };
  }
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
            <div className={classes.indent}>
              <ClockField
                path="when.past.at"
                aria-label={words.at}
                type="datetime-local"
                value={past.at}
                onChange={(at) => when({ past: { kind: "later", at } })}
              />
            </div>
          )}
          <Radio value="recurring" label={words.past.recurring} />
        </Stack>
      </Radio.Group>
      {past.kind === "recurring" && (
        <div className={classes.indent} style={{ marginTop: 12 }}>
          <RecurringFields
            path="when.past.recurrence"
            value={past.recurrence}
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
