import { Group, NativeSelect, Stack, Text } from "@mantine/core";
import type { WebhookContent } from "@/lib/channels/webhook/content.ts";
import { PASSWORD } from "@/lib/channels/webhook/kit.ts";
import { campaignChannelMessages } from "@/lib/messages/campaign-channels.ts";
import { LiquidField } from "../liquid-field.tsx";
import { Repeats } from "./repeats.tsx";
import { SecretField } from "./secret-field.tsx";
import { TextField } from "./text-field.tsx";
import { useContent } from "./use-content.ts";
import { WebhookBody } from "./webhook-body.tsx";
import { WebhookHeaders } from "./webhook-headers.tsx";

const words = campaignChannelMessages.webhook;
const methods = ["POST", "PUT", "PATCH", "GET", "DELETE"] as const;

function Authentication() {
  const { content, set } = useContent<WebhookContent>();
  const { auth } = content;
  return (
    <Stack gap="xs">
      <NativeSelect
        label={words.auth}
        maw={200}
        data-path="what.content.auth.kind"
        value={auth.kind}
        data={[
          { value: "none", label: words.auths.none },
          { value: "basic", label: words.auths.basic },
        ]}
        onChange={(event) =>
          set(
            { auth: event.currentTarget.value === "basic" ? { kind: "basic", user: "" } : { kind: "none" } },
            true,
          )
        }
      />
      {auth.kind === "basic" && (
        <Group grow align="flex-start" gap="sm">
          <TextField
            path="what.content.auth.user"
            label={words.user}
            maxLength={200}
            autoComplete="off"
            value={auth.user}
            onChange={(user) => set({ auth: { kind: "basic", user } })}
          />
          <SecretField secretKey={PASSWORD} path="what.content.auth.password" label={words.password} />
        </Group>
      )}
    </Stack>
  );
}

/** A request for each person: where it goes, what it carries, how it proves who it is from. */
export function WebhookEditor() {
  const { content, set } = useContent<WebhookContent>();
  return (
    <Stack gap="lg">
      <Group align="flex-start" gap="sm" wrap="nowrap">
        <NativeSelect
          label={words.method}
          w={110}
          data-path="what.content.method"
          value={content.method}
          data={[...methods]}
          onChange={(event) => {
            const method = methods.find((each) => each === event.currentTarget.value) ?? content.method;
            set({ method }, true);
          }}
        />
        <div style={{ flex: 1, minWidth: 0 }}>
          <LiquidField
            path="what.content.url"
            label={words.url}
            context="url"
            isCode
            maxLength={2_000}
            value={content.url}
            onChange={(url) => set({ url })}
          />
        </div>
      </Group>
      <Text size="sm" c="dimmed" mt="-md">
        {words.urlHelp}
      </Text>
      <WebhookHeaders />
      <Authentication />
      <WebhookBody />
      <Repeats />
    </Stack>
  );
}
