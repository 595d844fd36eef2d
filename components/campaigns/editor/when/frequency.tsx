import { NativeSelect } from "@mantine/core";
import { campaignWhenMessages } from "@/lib/messages/campaign-when.ts";
import { NumberField } from "../../../form/fields.tsx";
import classes from "../../../form/form.module.css";
import type { When } from "../draft.ts";
import { useEditor, useParts } from "../editor-context.tsx";

const words = campaignWhenMessages.preferences;
type Frequency = When["frequency"];

const begin: Record<Frequency["kind"], Frequency> = {
  every_time: { kind: "every_time" },
  times: { kind: "times", times: 1 },
  interval: { kind: "interval", minutes: 1_440 },
};

/** How often one person gets it, of a campaign that runs or reacts more than once. */
export function FrequencyFields() {
  const { draft } = useEditor();
  const { when } = useParts();
  const { frequency } = draft.when;
  return (
    <div className={classes.slot}>
      <NativeSelect
        size="xs"
        w={260}
        label={words.frequency}
        data-path="when.frequency.kind"
        value={frequency.kind}
        data={(["every_time", "times", "interval"] as const).map((kind) => ({
          value: kind,
          label: words.frequencies[kind],
        }))}
        onChange={(event) => when({ frequency: begin[event.currentTarget.value as Frequency["kind"]] }, true)}
      />
      {frequency.kind === "times" && (
        <div className={classes.line}>
          <NumberField
            path="when.frequency.times"
            aria-label={words.times}
            value={frequency.times}
            onChange={(times) => when({ frequency: { kind: "times", times } })}
          />
          <span>{words.timesWord}</span>
        </div>
      )}
      {frequency.kind === "interval" && (
        <div className={classes.line}>
          <NumberField
            path="when.frequency.minutes"
            aria-label={words.minutes}
            value={frequency.minutes}
            onChange={(minutes) => when({ frequency: { kind: "interval", minutes } })}
          />
          <span>{words.minutesWord}</span>
        </div>
      )}
    </div>
  );
}
