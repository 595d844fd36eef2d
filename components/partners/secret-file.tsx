"use client";

import { Button, FileButton, Group, Stack, Text, Textarea } from "@mantine/core";
import { IconFileUpload } from "@tabler/icons-react";
import { useState } from "react";
import { partnersMessages } from "@/lib/messages/partners.ts";
import type { SettingField } from "@/lib/partners/kit.ts";

const words = partnersMessages.secretFile;
/** More than any key file has; what is larger is another file. */
const MAX_FILE_BYTES = 100_000;

type Props = {
  field: Extract<SettingField, { kind: "secret" }> & { file: string };
  common: { label: string; description: string; required: boolean; error?: string; value: string };
  onChange: (key: string, value: string) => void;
};

/** A secret of several lines, pasted or read from a file here in the browser. */
export function SecretFile({ field, common, onChange }: Props) {
  const [problem, setProblem] = useState<string | null>(null);
  async function read(file: File | null): Promise<void> {
    if (!file) {
      return;
    }
    if (file.size > MAX_FILE_BYTES) {
      setProblem(words.tooLarge(file.name));
      return;
    }
    try {
      onChange(field.key, await file.text());
      setProblem(null);
    } catch {
      setProblem(words.unreadable(file.name));
    }
  }
  return (
    <Stack gap={4}>
      <Textarea
        {...common}
        onChange={(event) => {
          setProblem(null);
          onChange(field.key, event.currentTarget.value);
        }}
        placeholder={field.placeholder}
        maxLength={field.maxLength}
        autosize
        minRows={4}
        maxRows={8}
        autoComplete="off"
        spellCheck={false}
        styles={{ input: { fontFamily: "var(--mantine-font-family-monospace)" } }}
        data-1p-ignore
        data-lpignore="true"
      />
      <Group gap="xs">
        <FileButton onChange={read} accept={field.file}>
          {(props) => (
            <Button {...props} size="compact-sm" variant="subtle" leftSection={<IconFileUpload size={14} />}>
              {words.read}
            </Button>
          )}
        </FileButton>
        {problem && (
          <Text size="xs" c="red" role="alert">
            {problem}
          </Text>
        )}
      </Group>
    </Stack>
  );
}
