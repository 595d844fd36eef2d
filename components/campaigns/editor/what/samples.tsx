import { Button, JsonInput, Stack } from "@mantine/core";
import type { JsonObject } from "@/lib/kernel/json.ts";
import { campaignEditorMessages } from "@/lib/messages/campaign-editor.ts";
import type { TemplateObject } from "@/lib/templates/types.ts";
import classes from "../../../form/form.module.css";
import { readObject, sampleOf } from "../../../message/expression.ts";
import { useMessage } from "../../../message/message-context.tsx";
import { variablesOf } from "../../../message/use-properties.ts";

const words = campaignEditorMessages.preview;

/** What was typed as samples, by the object that it stands for. */
export type Samples = { event: string; payload: string };
export const noSamples: Samples = { event: "", payload: "" };

/** The samples as a preview and a test take them; those that are no objects are left out. */
export function givenSamples(
  { event, payload }: Samples,
  objects: readonly TemplateObject[],
): { event?: JsonObject; payload?: JsonObject } {
  const [ofEvent, ofPayload] = [readObject(event).value, readObject(payload).value];
  return {
    ...(objects.includes("Event") && ofEvent && { event: ofEvent }),
    ...(objects.includes("ExternalTrigger") && ofPayload && { payload: ofPayload }),
  };
}

function SampleField({
  object,
  label,
  help,
  value,
  onChange,
}: {
  object: TemplateObject;
  label: string;
  help: string;
  value: string;
  onChange: (value: string) => void;
}) {
  const message = useMessage();
  const { problem } = readObject(value);
  return (
    <Stack gap={4}>
      <JsonInput
        label={label}
        description={help}
        autosize
        minRows={3}
        maxRows={14}
        className={classes.code}
        value={value}
        error={problem ? `${words.badJson} ${problem}` : null}
        onChange={onChange}
      />
      <Button
        size="compact-xs"
        variant="subtle"
        w="fit-content"
        onClick={() => onChange(JSON.stringify(sampleOf(variablesOf(message), object), null, 2))}
      >
        {words.fill}
      </Button>
    </Stack>
  );
}

/** What the event or the call brings along, to look at the message with. */
export function SampleFields({
  samples,
  onChange,
}: {
  samples: Samples;
  onChange: (samples: Samples) => void;
}) {
  const { objects } = useMessage();
  return (
    <>
      {objects.includes("Event") && (
        <SampleField
          object="Event"
          label={words.event}
          help={words.eventHelp}
          value={samples.event}
          onChange={(event) => onChange({ ...samples, event })}
        />
      )}
      {objects.includes("ExternalTrigger") && (
        <SampleField
          object="ExternalTrigger"
          label={words.payload}
          help={words.payloadHelp}
          value={samples.payload}
          onChange={(payload) => onChange({ ...samples, payload })}
        />
      )}
    </>
  );
}
