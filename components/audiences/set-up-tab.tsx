"use client";

import { Stack, Text } from "@mantine/core";
import { useState } from "react";
import type { AudienceView } from "@/lib/audiences/schema.ts";
import { audiencesMessages as words } from "@/lib/messages/audiences.ts";
import { CopyField } from "../ui/copy-field.tsx";
import { Keys } from "./keys.tsx";
import { SetUpSteps } from "./set-up-steps.tsx";

/** How the audience is filled: token, keys, and what to enter where. */
export function SetUpTab({ audience }: { audience: AudienceView }) {
  const [made, setMade] = useState<string | null>(null);
  return (
    <Stack gap="xl" maw={820}>
      {audience.token && (
        <div>
          <CopyField label={words.token} value={audience.token} />
          <Text size="sm" c="dimmed" mt={4}>
            {words.tokenHelp}
          </Text>
        </div>
      )}
      <Keys audience={audience} onMade={setMade} />
      {audience.token && <SetUpSteps token={audience.token} apiKey={made} />}
    </Stack>
  );
}
