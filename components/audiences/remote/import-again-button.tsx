"use client";

import { Button, Radio, Stack, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconRefresh } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { importOperations } from "@/lib/audiences/imports/operations.ts";
import { remoteAudienceOperations } from "@/lib/audiences/remote/operations.ts";
import { remoteDefinition } from "@/lib/audiences/remote/schema.ts";
import type { AudienceView } from "@/lib/audiences/schema.ts";
import { remoteMessages } from "@/lib/messages/audience-remote.ts";
import { call } from "../../api.ts";
import { operationKey } from "../../operation-query.ts";
import { sayDone } from "../../toast.ts";
import { ConfirmModal } from "../../ui/confirm-modal.tsx";
import { useUrlState } from "../../ui/use-url-state.ts";
import { refreshAudiences } from "../refresh.ts";

const words = remoteMessages.again;

/** *Import again*: reads the partner's list as it is now; how far it is shows under Imports. */
export function ImportAgainButton({ audience }: { audience: AudienceView }) {
  const client = useQueryClient();
  const url = useUrlState();
  const [asking, { open, close }] = useDisclosure(false);
  const [mode, setMode] = useState<"replace" | "add">("replace");
  const name = remoteDefinition.safeParse(audience.definition).data?.audienceName ?? audience.name;
  async function begin(): Promise<void> {
    await call(remoteAudienceOperations["audiences.imports.again"], { id: audience.id, mode });
    await client.invalidateQueries({ queryKey: operationKey(importOperations["audiences.imports.list"]) });
    await refreshAudiences(client);
    sayDone(words.begun);
    url.set({ tab: "imports" });
  }
  return (
    <>
      <Button variant="default" leftSection={<IconRefresh size={15} />} onClick={open}>
        {words.action}
      </Button>
      <ConfirmModal
        opened={asking}
        onClose={close}
        onConfirm={begin}
        title={words.title}
        confirmLabel={words.action}
      >
        <Stack>
          <Text size="sm">{words.text(name)}</Text>
          <Radio.Group
            label={words.mode.label}
            value={mode}
            onChange={(next) => setMode(next === "add" ? "add" : "replace")}
          >
            <Stack gap={6} mt={6}>
              <Radio value="replace" label={words.mode.replace} description={words.mode.replaceHelp} />
              <Radio value="add" label={words.mode.add} description={words.mode.addHelp} />
            </Stack>
          </Radio.Group>
        </Stack>
      </ConfirmModal>
    </>
  );
}
