import { NativeSelect } from "@mantine/core";
import type { FrequencyDraft } from "./draft-parts.ts";
import { NumberField } from "./fields.tsx";
import classes from "./form.module.css";

const kinds = ["every_time", "times", "interval"] as const;
const begin: Record<FrequencyDraft["kind"], FrequencyDraft> = {
  every_time: { kind: "every_time" },
  times: { kind: "times", times: 1 },
  interval: { kind: "interval", minutes: 1_440 },
};

/** How often one person gets a message. */
export function FrequencyFields({
  path,
  words,
  value,
  onChange,
}: {
  path: string;
  words: {
    frequency: string;
    frequencies: Record<FrequencyDraft["kind"], string>;
    times: string;
    timesWord: string;
    minutes: string;
    minutesWord: string;
  };
  value: FrequencyDraft;
  onChange: (value: FrequencyDraft, whole?: boolean) => void;
}) {
  return (
    <div className={classes.slot}>
      <NativeSelect
        size="xs"
        w={260}
        label={words.frequency}
        data-path={`${path}.kind`}
        value={value.kind}
        data={kinds.map((kind) => ({ value: kind, label: words.frequencies[kind] }))}
        onChange={(event) => onChange(begin[event.currentTarget.value as FrequencyDraft["kind"]], true)}
      />
      {value.kind === "times" && (
        <div className={classes.line}>
          <NumberField
            path={`${path}.times`}
            aria-label={words.times}
            value={value.times}
            onChange={(times) => onChange({ kind: "times", times })}
          />
          <span>{words.timesWord}</span>
        </div>
      )}
      {value.kind === "interval" && (
        <div className={classes.line}>
          <NumberField
            path={`${path}.minutes`}
            aria-label={words.minutes}
            value={value.minutes}
            onChange={(minutes) => onChange({ kind: "interval", minutes })}
          />
          <span>{words.minutesWord}</span>
        </div>
      )}
    </div>
  );
}
