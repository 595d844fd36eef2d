"use client";

import { Radio, Stack, Switch, Text, TextInput } from "@mantine/core";
import { destinationsText } from "@/lib/messages/destinations.ts";
import type { PartnerKit } from "@/lib/partners/kit.ts";
import { CallNamesPicker } from "./call-names-picker.tsx";
import type { Choices } from "./destination-form.ts";

const text = destinationsText.drawer;

/** How calls are mapped, and which ones: the part of the form that adding and editing share. */
export function DestinationFields({
  kit,
  platform,
  choices,
  problems,
  onChange,
}: {
  kit: PartnerKit;
  platform: string;
  choices: Choices;
  problems: Record<string, string>;
  onChange: (choices: Choices) => void;
}) {
  const change = (part: Partial<Choices>) => onChange({ ...choices, ...part });
  const mayDevice = kit.calls?.deviceMode.includes(platform) ?? false;
  return (
    <Stack>
      <TextInput
        label={text.name.label}
        description={text.name.help}
        value={choices.name}
        onChange={(event) => change({ name: event.currentTarget.value })}
        error={problems.name}
        maxLength={80}
      />
      <Radio.Group
        label={text.mode.label}
        value={choices.mode}
        error={problems.mode}
        onChange={(mode) => change({ mode: mode as Choices["mode"] })}
      >
        <Stack gap="xs" mt="xs">
          <Radio value="cloud" label={text.mode.cloud.label} description={text.mode.cloud.help} />
          <Radio
            value="device"
            disabled={!mayDevice}
            label={text.mode.device.label}
            description={mayDevice ? text.mode.device.help : text.mode.device.cannot}
          />
        </Stack>
      </Radio.Group>
      {choices.mode === "cloud" && (
        <>
          <Stack gap="xs" component="fieldset" style={{ border: 0, padding: 0, margin: 0 }}>
            <Text component="legend" size="sm" fw={500} mb={4}>
              {text.options}
            </Text>
            {kit.calls?.switches.map((field) => (
              <Switch
                key={field.key}
                label={field.label}
                description={field.help}
                checked={choices.settings[field.key] ?? field.default}
                onChange={(event) =>
                  change({ settings: { ...choices.settings, [field.key]: event.currentTarget.checked } })
                }
              />
            ))}
          </Stack>
          <Radio.Group
            label={text.calls.label}
            value={choices.filterMode}
            error={problems.filterMode}
            onChange={(filterMode) => change({ filterMode: filterMode as Choices["filterMode"] })}
          >
            <Stack gap="xs" mt="xs">
              <Radio value="all" label={text.calls.all} />
              <Radio value="allow" label={text.calls.allow} />
              <Radio value="deny" label={text.calls.deny} />
            </Stack>
          </Radio.Group>
          {choices.filterMode !== "all" && (
            <CallNamesPicker
              label={text.calls.names}
              help={text.calls.namesHelp}
              value={choices.eventNames}
              onChange={(eventNames) => change({ eventNames })}
              error={problems.eventNames}
            />
          )}
        </>
      )}
    </Stack>
  );
}
