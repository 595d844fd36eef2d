import { Button, Group, NumberInput, TextInput, Title } from "@mantine/core";
import type { ReactNode } from "react";
import type { JourneyDraft } from "@/lib/journeys/document.ts";
import type { Simulation } from "@/lib/journeys/simulate/schema.ts";
import { journeySimulatorMessages as words } from "@/lib/messages/journey-simulator.ts";
import { useVisitor } from "../../visitor.tsx";
import { Assumptions } from "./assumptions.tsx";
import { EventLines } from "./event-lines.tsx";
import { PersonFields } from "./person-fields.tsx";
import type { Script, ScriptProblems } from "./script.ts";
import classes from "./simulator.module.css";
import { suggestedEvents } from "./suggest.ts";

function Panel({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={classes.panel} aria-label={title}>
      <Title order={2} fz="sm" mb={8}>
        {title}
      </Title>
      {children}
    </section>
  );
}

/** What is tried: who walks, from when on, what they do, and what is assumed. */
export function ScriptPanel({
  document,
  script,
  problems,
  simulation,
  onChange,
  onReset,
}: {
  document: JourneyDraft;
  script: Script;
  problems: ScriptProblems;
  simulation: Simulation | undefined;
  onChange: (script: Script) => void;
  onReset: () => void;
}) {
  const { timeZone } = useVisitor();
  const { clock } = words;
  return (
    <div className={classes.column}>
      <Panel title={words.person.title}>
        <PersonFields
          person={script.person}
          problems={problems}
          onChange={(person) => onChange({ ...script, person })}
        />
      </Panel>
      <Panel title={clock.title}>
        <Group gap="xs" align="flex-start" wrap="nowrap">
          <TextInput
            size="xs"
            type="datetime-local"
            label={clock.start}
            title={clock.startHelp(timeZone)}
            value={script.start}
            error={problems.start ? clock.badStart : null}
            onChange={(event) => onChange({ ...script, start: event.currentTarget.value })}
          />
          <NumberInput
            size="xs"
            label={clock.days}
            min={1}
            max={366}
            clampBehavior="none"
            allowDecimal={false}
            value={script.days === 0 ? "" : script.days}
            error={problems.days ? clock.badDays : null}
            onChange={(days) => onChange({ ...script, days: typeof days === "number" ? days : 0 })}
          />
        </Group>
      </Panel>
      <Panel title={words.events.title}>
        <EventLines
          events={script.events}
          wrong={problems.events}
          suggest={() => suggestedEvents({ document, start: script.start, zone: timeZone })}
          onChange={(events) => onChange({ ...script, events })}
        />
      </Panel>
      {simulation && (
        <Panel title={words.assumed.title}>
          <Assumptions
            document={document}
            simulation={simulation}
            assumed={script}
            onChange={(assumed) => onChange({ ...script, ...assumed })}
          />
        </Panel>
      )}
      <Button size="xs" variant="subtle" w="fit-content" onClick={onReset}>
        {words.reset}
      </Button>
    </div>
  );
}
