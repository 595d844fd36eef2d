"use client";

import { Alert, Anchor, Divider, Select, Stack, Text } from "@mantine/core";
import { DatePickerInput } from "@mantine/dates";
import { IconCalendar, IconInfoCircle } from "@tabler/icons-react";
import { Link } from "@/components/ui/link.tsx";
import type { ExportView } from "@/lib/exports/schema.ts";
import type { ConnectionView } from "@/lib/integrations/schema.ts";
import { exportsText } from "@/lib/messages/exports.ts";
import { identifierKinds } from "@/lib/partners/kit.ts";
import { DataTypeField } from "./data-type-field.tsx";
import { todayIn } from "./date-words.ts";
import { EventPicker } from "./event-picker.tsx";
import { cadenceChanged, type Moment } from "./form-state.ts";
import { FrequencyField } from "./frequency-field.tsx";
import { IdentifierPriority } from "./identifier-priority.tsx";
import { PreviewPanel } from "./preview-panel.tsx";
import { ScheduleWords } from "./schedule-words.tsx";
import { SectionTitle } from "./section-title.tsx";
import type { ExportFormState } from "./use-export-form.ts";

function appliesWords(existing: ExportView): string {
  if (existing.status !== "RUNNING") {
    return exportsText.applies.pending;
  }
  return existing.frequency === "live" ? exportsText.applies.live : exportsText.applies.running;
}

/** The fields of the drawer *Export to …*, for a new export or one that exists. */
export function ExportFields({
  state,
  connections,
  existing,
  moment,
}: {
  state: ExportFormState;
  connections: ConnectionView[];
  existing: ExportView | null;
  moment: Moment;
}) {
  const { form, change, problems } = state;
  const { timeZone, now } = moment;
  const connection = connections.find((candidate) => candidate.id === form.connectionId);
  const fallback = identifierKinds.find((kind) => kind === connection?.settings.userId) ?? null;
  const showsDate = !existing || cadenceChanged(form, existing);
  return (
    <Stack gap="md">
      {existing && (
        <Alert p="xs" icon={<IconInfoCircle size={16} />}>
          {appliesWords(existing)}
        </Alert>
      )}
      <Select
        label="Partner Nickname"
        description={
          existing ? (
            exportsText.locked.connection
          ) : (
            <>
              Where it is sent. To edit a nickname, go to{" "}
              <Anchor component={Link} href="/settings/partners" inherit underline="always">
                Partner List
              </Anchor>
              .
            </>
          )
        }
        placeholder="Choose a connection"
        data={connections.map((each) => ({ value: each.id, label: each.nickname }))}
        value={form.connectionId}
        onChange={(connectionId) => change({ connectionId })}
        disabled={existing !== null}
        allowDeselect={false}
        searchable={connections.length > 8}
        error={problems.connectionId}
      />
      {connection?.status === "attention" && (
        <Alert color="red" p="xs">
          {connection.problem ?? "This connection needs attention."} An export through it waits until that is
          mended in the Partner List.
        </Alert>
      )}
      <Divider />
      <SectionTitle>DATA TYPE & IDENTIFIER PRIORITY</SectionTitle>
      <DataTypeField
        value={form.dataType}
        before={existing?.dataType ?? null}
        onChange={(dataType) => change({ dataType })}
        error={problems.dataType}
      />
      {form.dataType === "selected" && (
        <EventPicker
          value={form.eventNames}
          onChange={(eventNames) => change({ eventNames })}
          error={problems.eventNames}
        />
      )}
      <IdentifierPriority
        value={form.identifierPriority}
        onChange={(identifierPriority) => change({ identifierPriority })}
        fallback={fallback}
        error={problems.identifierPriority}
      />
      <Divider />
      <SectionTitle>FREQUENCY</SectionTitle>
      <FrequencyField
        form={form}
        change={change}
        problems={problems}
        moment={moment}
        editing={existing !== null}
      />
      {showsDate && (
        <>
          <DatePickerInput
            label="Date to export data"
            description={`From 12:00 a.m. of that day, ${timeZone} time; today starts at once.`}
            leftSection={<IconCalendar size={15} />}
            valueFormat="D MMM YYYY"
            hideOutsideDates
            minDate={todayIn(timeZone, now)}
            value={form.date}
            onChange={(date) => date && change({ date })}
            error={problems.date}
          />
          <ScheduleWords
            frequency={form.frequency}
            everyHours={form.everyHours}
            date={form.date}
            timeZone={timeZone}
            now={now}
          />
        </>
      )}
      {existing && !showsDate && existing.nextRunAt && (
        <Text size="sm" c="dimmed">
          The rhythm stays as it is.
        </Text>
      )}
      <PreviewPanel query={state.preview} ready={state.ready} timeZone={timeZone} />
    </Stack>
  );
}
