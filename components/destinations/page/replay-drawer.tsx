"use client";

import { Group, TagsInput } from "@mantine/core";
import { DatePickerInput, TimeInput } from "@mantine/dates";
import { useDebouncedValue } from "@mantine/hooks";
import { IconCalendar } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { destinationOperations as operations } from "@/lib/destinations/operations.ts";
import type { DestinationView } from "@/lib/destinations/schema.ts";
import { destinationPageText } from "@/lib/messages/destination-page.ts";
import { destinationsText } from "@/lib/messages/destinations.ts";
import { call } from "../../api.ts";
import { formProblems } from "../../partners/form-problems.ts";
import { sayDone } from "../../toast.ts";
import { FormDrawer } from "../../ui/form-drawer.tsx";
import { useVisitor } from "../../visitor.tsx";
import { CallNamesPicker } from "../call-names-picker.tsx";
import { refreshDestinations } from "../queries.ts";
import { isEmpty, noChoices, replayFilterOf } from "./replay-form.ts";
import { ReplayPreview, useReplayPreview } from "./replay-preview.tsx";

const text = destinationsText.replays;
const words = destinationPageText.replays;

/** Chooses calls to send again, and shows what that would be before anything leaves. */
export function ReplayDrawer({
  of,
  opened,
  onClose,
}: {
  of: DestinationView;
  opened: boolean;
  onClose: () => void;
}) {
  const client = useQueryClient();
  const { timeZone } = useVisitor();
  const days = useRef<HTMLButtonElement>(null);
  const [choices, setChoices] = useState(noChoices);
  const [missing, setMissing] = useState(false);
  const filter = replayFilterOf(choices, timeZone);
  const [shown] = useDebouncedValue(filter, 300);
  const preview = useReplayPreview(of.id, shown, opened);
  const empty = isEmpty(filter);
  const start = useMutation({
    mutationFn: () => call(operations["destinations.replays.create"], { id: of.id, ...filter }),
    onSuccess: async () => {
      await refreshDestinations(client);
      sayDone(text.started);
      onClose();
    },
  });
  const problems = formProblems(start.error ?? preview.error, ["from", "to", "names", "people"]);
  function change(part: Partial<typeof choices>): void {
    start.reset();
    setMissing(false);
    setChoices((now) => ({ ...now, ...part }));
  }
  function submit(): void {
    if (empty) {
      setMissing(true);
      days.current?.focus();
      return;
    }
    start.mutate();
  }
  return (
    <FormDrawer
      opened={opened}
      onClose={onClose}
      title={text.title}
      dirty={!empty}
      problem={start.error ? problems.general : null}
      save={{ label: text.start, busy: start.isPending, submit }}
    >
      <DatePickerInput
        ref={days}
        type="range"
        label={words.days}
        description={words.daysHelp}
        allowSingleDateInRange
        clearable
        clearButtonProps={{ "aria-label": "Any day" }}
        valueFormat="D MMM YYYY"
        leftSection={<IconCalendar size={15} />}
        value={choices.days}
        onChange={(next) => change({ days: next })}
        error={missing ? text.filterMissing : empty ? null : (problems.fields.from ?? problems.fields.to)}
      />
      {choices.days[0] && (
        <Group grow>
          <TimeInput
            label={words.fromTime}
            value={choices.times[0]}
            onChange={(event) => change({ times: [event.currentTarget.value, choices.times[1]] })}
          />
          <TimeInput
            label={words.toTime}
            value={choices.times[1]}
            onChange={(event) => change({ times: [choices.times[0], event.currentTarget.value] })}
          />
        </Group>
      )}
      <CallNamesPicker
        label={words.names}
        help={words.namesHelp}
        value={choices.names}
        onChange={(names) => change({ names })}
        error={problems.fields.names}
      />
      <TagsInput
        label={words.people}
        description={words.peopleHelp}
        value={choices.people}
        onChange={(people) => change({ people })}
        splitChars={[",", ";", " "]}
        acceptValueOnBlur
        clearable
        error={problems.fields.people}
      />
      <ReplayPreview query={preview} empty={empty} />
    </FormDrawer>
  );
}
