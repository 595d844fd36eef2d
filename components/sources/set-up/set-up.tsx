"use client";

import { Anchor, NativeSelect, Paper, SegmentedControl, Stack, Text, TextInput, Title } from "@mantine/core";
import { useEffect, useState } from "react";
import { sourcesMessages } from "@/lib/messages/sources.ts";
import { platforms, type SourceView } from "@/lib/sources/schema.ts";
import { CopyField } from "../../ui/copy-field.tsx";
import { useUrlState } from "../../ui/use-url-state.ts";
import { useVisitor } from "../../visitor.tsx";
import { rememberKey, useFreshKey } from "../fresh-keys.ts";
import { guides } from "../guides/guides.ts";
import { platformFaces } from "../platforms.ts";
import { SendTestCall } from "./send-test-call.tsx";
import classes from "./set-up.module.css";

const words = sourcesMessages.setUp;
const PLACEHOLDER = "YOUR_WRITE_KEY";

function KeyForm({ source, writeKey }: { source: SourceView; writeKey: string }) {
  const { can } = useVisitor();
  return (
    <TextInput
      label="Write key"
      description={
        <>
          {words.keyHelp}{" "}
          {can("sources.write") && (
            <Anchor href={`/sources/${source.id}?tab=keys`} size="xs" underline="always">
              Create another key
            </Anchor>
          )}
        </>
      }
      placeholder="wk_…"
      value={writeKey}
      onChange={(event) => rememberKey(source.id, event.currentTarget.value.trim())}
      autoComplete="off"
      spellCheck={false}
      maw={520}
    />
  );
}

const platformChoices = platforms.map((each) => ({ value: each, label: platformFaces[each].label }));

/** How to send to this source: code to copy with this installation's address and the write key filled in. */
export function SetUp({ source }: { source: SourceView }) {
  const url = useUrlState();
  const writeKey = useFreshKey(source.id);
  const [address, setAddress] = useState("http://localhost:3000");
  // The browser knows the address under which this installation is reached; the server behind a proxy may not.
  useEffect(() => setAddress(window.location.origin), []);
  const platform = platforms.find((each) => each === url.get("platform")) ?? source.platform;
  const choosePlatform = (next: string): void =>
    url.set({ platform: next === source.platform ? null : next, sdk: null });
  const choices = guides[platform];
  const guide = choices.find((each) => each.id === url.get("sdk")) ?? choices[0];
  return (
    <Stack gap="lg" maw={860}>
      <SegmentedControl
        visibleFrom="sm"
        className={classes.choice}
        aria-label="Platform"
        value={platform}
        onChange={choosePlatform}
        data={platformChoices}
      />
      <NativeSelect
        hiddenFrom="sm"
        label="Platform"
        value={platform}
        onChange={(event) => choosePlatform(event.currentTarget.value)}
        data={platformChoices}
      />
      <KeyForm source={source} writeKey={writeKey} />
      <CopyField label="Address (data plane URL)" value={address} />
      {choices.length > 1 && (
        <SegmentedControl
          size="xs"
          aria-label="SDK"
          value={guide.id}
          onChange={(next) => url.set({ sdk: next })}
          data={choices.map((each) => ({ value: each.id, label: each.label }))}
          className={classes.choice}
        />
      )}
      <ol className={classes.steps}>
        {guide.steps({ address, writeKey: writeKey || PLACEHOLDER }).map((step) => (
          <li key={step.title}>
            <Title order={2} size="h3">
              {step.title}
            </Title>
            {step.text && (
              <Text size="sm" c="dimmed">
                {step.text}
              </Text>
            )}
            <CopyField value={step.code} block />
          </li>
        ))}
      </ol>
      <Paper withBorder p="md">
        <SendTestCall source={source} writeKey={writeKey} />
      </Paper>
    </Stack>
  );
}
