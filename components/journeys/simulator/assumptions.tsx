import { NativeSelect, Stack, Text } from "@mantine/core";
import type { JourneyDraft } from "@/lib/journeys/document.ts";
import type { Simulation } from "@/lib/journeys/simulate/schema.ts";
import { journeySimulatorMessages } from "@/lib/messages/journey-simulator.ts";
import { type Assumed, assumedRows } from "./assumed-rows.ts";

/** What nobody can know beforehand, step by step: who is in a segment, what becomes of a message, where a lot falls. */
export function Assumptions({
  document,
  simulation,
  assumed,
  onChange,
}: {
  document: JourneyDraft;
  simulation: Simulation;
  assumed: Assumed;
  onChange: (assumed: Assumed) => void;
}) {
  const rows = assumedRows(document, simulation, assumed);
  if (rows.length === 0) {
    return (
      <Text size="xs" c="dimmed">
        {journeySimulatorMessages.assumed.none}
      </Text>
    );
  }
  return (
    <Stack gap="xs">
      {rows.map(({ id, title, label, data, value, set }) => (
        <NativeSelect
          key={id}
          size="xs"
          label={title}
          description={label}
          data={data}
          value={value}
          onChange={(event) => onChange(set(event.currentTarget.value))}
        />
      ))}
    </Stack>
  );
}
