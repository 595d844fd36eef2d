import { SegmentedControl, Stack, Textarea, TextInput } from "@mantine/core";
import { journeySimulatorMessages } from "@/lib/messages/journey-simulator.ts";
import { PersonSelect } from "../../people/person-select.tsx";
import { madeUpPerson, type Script, type ScriptProblems } from "./script.ts";
import classes from "./simulator.module.css";

const words = journeySimulatorMessages.person;
type Person = Script["person"];

function MadeUp({
  person,
  problems,
  onChange,
}: {
  person: Extract<Person, { kind: "made_up" }>;
  problems: ScriptProblems;
  onChange: (person: Person) => void;
}) {
  const text = (key: "userId" | "email" | "zone", label: string, help?: string) => (
    <TextInput
      size="xs"
      label={label}
      placeholder={help}
      maxLength={300}
      autoComplete="off"
      value={person[key]}
      onChange={(event) => onChange({ ...person, [key]: event.currentTarget.value })}
    />
  );
  return (
    <>
      <div className={classes.pair}>
        {text("userId", words.userId)}
        {text("email", words.email)}
      </div>
      <Textarea
        size="xs"
        label={words.properties}
        autosize
        minRows={2}
        maxRows={10}
        classNames={{ input: classes.code }}
        value={person.properties}
        error={problems.properties ? words.badJson : null}
        onChange={(event) => onChange({ ...person, properties: event.currentTarget.value })}
      />
      {text("zone", words.zone, words.zoneHelp)}
    </>
  );
}

/** Who walks: somebody whom the workspace knows, or somebody made up for the occasion. */
export function PersonFields({
  person,
  problems,
  onChange,
}: {
  person: Person;
  problems: ScriptProblems;
  onChange: (person: Person) => void;
}) {
  return (
    <Stack gap="xs">
      <SegmentedControl
        size="xs"
        fullWidth
        aria-label={words.kind}
        data={(["made_up", "known"] as const).map((value) => ({ value, label: words[value] }))}
        value={person.kind}
        onChange={(kind) => onChange(kind === "known" ? { kind, id: null } : madeUpPerson)}
      />
      {person.kind === "known" ? (
        <PersonSelect
          size="xs"
          aria-label={words.choose}
          placeholder={words.search}
          nobody={words.nobody}
          value={person.id}
          error={problems.person ? words.missing : null}
          onChange={(id) => onChange({ kind: "known", id })}
        />
      ) : (
        <MadeUp person={person} problems={problems} onChange={onChange} />
      )}
    </Stack>
  );
}
