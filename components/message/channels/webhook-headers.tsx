import { Button, Checkbox, Stack, Text } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import type { WebhookContent } from "@/lib/channels/webhook/content.ts";
import { headerSecret } from "@/lib/channels/webhook/kit.ts";
import { campaignChannelMessages } from "@/lib/messages/campaign-channels.ts";
import classes from "../../form/form.module.css";
import { RemoveButton } from "../../form/remove-button.tsx";
import { withItem } from "../../form/with-item.ts";
import { LiquidField } from "../liquid-field.tsx";
import { SecretField } from "./secret-field.tsx";
import { TextField } from "./text-field.tsx";
import { useContent } from "./use-content.ts";

const words = campaignChannelMessages.webhook;
const MOST = 30;
type Header = WebhookContent["headers"][number];

function HeaderRow({
  header,
  place,
  onChange,
}: {
  header: Header;
  place: number;
  onChange: (header: Header | null, whole?: boolean) => void;
}) {
  const path = `what.content.headers.${place}`;
  return (
    <div className={classes.header3}>
      <TextField
        path={`${path}.name`}
        aria-label={words.headerName(place + 1)}
        placeholder="X-Api-Key"
        maxLength={100}
        value={header.name}
        onChange={(name) => onChange({ ...header, name })}
      />
      {header.isSecret ? (
        <SecretField
          // Its name is what the value is kept under.
          key={headerSecret(header.name)}
          secretKey={headerSecret(header.name)}
          path={`${path}.value`}
          label={words.headerValue(place + 1)}
          isBare
        />
      ) : (
        <LiquidField
          path={`${path}.value`}
          label={words.headerValue(place + 1)}
          isBare
          context="text"
          maxLength={4_000}
          value={header.value}
          onChange={(value) => onChange({ ...header, value })}
        />
      )}
      <Checkbox
        label={words.secretShort}
        aria-label={words.isSecret(place + 1)}
        mt={9}
        checked={header.isSecret}
        onChange={(event) =>
          // A secret does not stand in the content.
          onChange({ ...header, value: "", isSecret: event.currentTarget.checked }, true)
        }
      />
      <RemoveButton label={words.removeHeader(place + 1)} onClick={() => onChange(null, true)} />
    </div>
  );
}

/** The request's own headers; a secret one is kept sealed. */
export function WebhookHeaders() {
  const { content, set } = useContent<WebhookContent>();
  const { headers } = content;
  return (
    <section aria-label={words.headers}>
      <Text fw={500} size="sm" mb={6}>
        {words.headers}
      </Text>
      <Stack gap="xs">
        {headers.map((header, place) => (
          <HeaderRow
            // biome-ignore lint/suspicious/noArrayIndexKey: a header is known by its place alone
            key={place}
            header={header}
            place={place}
            onChange={(next, whole) => set({ headers: withItem(headers, place, next) }, whole)}
          />
        ))}
        {headers.length < MOST && (
          <Button
            size="xs"
            variant="default"
            w="fit-content"
            leftSection={<IconPlus size={14} />}
            onClick={() => set({ headers: [...headers, { name: "", value: "", isSecret: false }] }, true)}
          >
            {words.addHeader}
          </Button>
        )}
      </Stack>
    </section>
  );
}
