import { Switch, Text } from "@mantine/core";
import { campaignEditorMessages } from "@/lib/messages/campaign-editor.ts";
import classes from "../../../form/form.module.css";
import { useEventProperties } from "../../../segments/catalogue.ts";
import { PathField } from "../../../segments/conditions/path-field.tsx";
import type { Trigger } from "../draft.ts";

const words = campaignEditorMessages.trigger;
type Inaction = Extract<Trigger, { kind: "inaction" }>;

/** The constant event property: only the same value of it counts as the other event. */
export function ConstantField({ value, onChange }: { value: Inaction; onChange: (value: Inaction) => void }) {
  const known = useEventProperties(value.did.events[0]);
  return (
    <section aria-label={words.constant}>
      <Switch
        label={words.constantOn}
        checked={value.same !== null}
        onChange={(event) =>
          onChange({ ...value, same: event.currentTarget.checked ? { path: [""] } : null })
        }
      />
      {value.same && (
        <div className={classes.line} style={{ marginTop: 8 }}>
          <span className={classes.word}>{words.constant}</span>
          <PathField
            label={words.constantPath}
            path={value.same.path}
            known={known.map(({ name }) => name)}
            onChange={(path) => onChange({ ...value, same: { path } })}
          />
        </div>
      )}
      <Text size="sm" c="dimmed" mt={6}>
        {words.constantHelp}
      </Text>
    </section>
  );
}
