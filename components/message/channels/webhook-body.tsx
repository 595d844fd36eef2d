import { SegmentedControl, Stack, Text } from "@mantine/core";
import { useId } from "react";
import type { WebhookContent } from "@/lib/channels/webhook/content.ts";
import { campaignChannelMessages } from "@/lib/messages/campaign-channels.ts";
import { ProblemBox } from "../../form/fields.tsx";
import { LiquidField } from "../liquid-field.tsx";
import { KeyValues } from "./key-values.tsx";
import { useContent } from "./use-content.ts";

const words = campaignChannelMessages.webhook;
type Body = WebhookContent["body"];

const begin: Record<Body["kind"], Body> = {
  none: { kind: "none" },
  json: { kind: "json", text: "" },
  form: { kind: "form", fields: [] },
};

const fieldWords = {
  add: words.addField,
  key: words.fieldKey,
  value: words.fieldValue,
  remove: words.removeField,
};

/** The request's body: none, JSON or a form. */
export function WebhookBody() {
  const { content, set } = useContent<WebhookContent>();
  const { body } = content;
  const labelId = useId();
  return (
    <Stack gap="xs">
      <ProblemBox path="what.content.body.kind">
        <Text fw={500} size="sm" mb={6} id={labelId}>
          {words.body}
        </Text>
        <SegmentedControl
          size="xs"
          aria-labelledby={labelId}
          value={body.kind}
          data={(["none", "json", "form"] as const).map((value) => ({ value, label: words.bodies[value] }))}
          onChange={(next) => {
            const kind = next as Body["kind"];
            set({ body: kind === body.kind ? body : begin[kind] }, true);
          }}
        />
      </ProblemBox>
      {body.kind === "json" && (
        <LiquidField
          path="what.content.body.text"
          label={words.bodyText}
          isBare
          context="json"
          isCode
          lines={8}
          maxLength={100_000}
          description={words.bodyHelp}
          value={body.text}
          onChange={(text) => set({ body: { kind: "json", text } })}
        />
      )}
      {body.kind === "form" && (
        <KeyValues
          path="what.content.body.fields"
          pairs={body.fields}
          words={fieldWords}
          none=""
          onChange={(fields, whole) => set({ body: { kind: "form", fields } }, whole)}
        />
      )}
    </Stack>
  );
}
