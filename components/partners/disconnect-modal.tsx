"use client";

import { Anchor, Button, Group, List, Modal, Stack, Text } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { useState } from "react";
import { integrationsOperations as operations } from "@/lib/integrations/operations.ts";
import type { ConnectionView } from "@/lib/integrations/schema.ts";
import { partnersMessages as words } from "@/lib/messages/partners.ts";
import { ApiError, type ApiProblem, call } from "../api.ts";
import { sayDone } from "../toast.ts";
import { ConfirmModal } from "../ui/confirm-modal.tsx";
import { countWords } from "../ui/count.tsx";
import { refreshConnections } from "./refresh-connections.ts";

type Props = { connection: ConnectionView; opened: boolean; onClose: () => void };

function Blocked({ connection, opened, onClose, blockers }: Props & { blockers: ApiProblem["blockers"] }) {
  const count = Math.max(blockers.length, connection.exportsInUse);
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={`${connection.nickname} cannot be disconnected now`}
      closeButtonProps={{ "aria-label": "Close" }}
    >
      <Stack>
        <Text>{words.disconnect.blocked}</Text>
        {blockers.length > 0 && (
          <List spacing={4}>
            {blockers.map((blocker) => (
              <List.Item key={blocker.id}>
                <Anchor component={Link} href={`/settings/exports/${blocker.id}`}>
                  {blocker.name}
                </Anchor>
              </List.Item>
            ))}
          </List>
        )}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            Close
          </Button>
          <Button
            component={Link}
            href={`/settings/exports?connectionId=${connection.id}&status=PENDING&status=RUNNING`}
          >
            Show {countWords(count, "export", "exports")}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

/** Asks for the nickname before a partner is disconnected; lists the exports that stand in the way. */
export function DisconnectModal(props: Props) {
  const { connection, opened, onClose } = props;
  const client = useQueryClient();
  const [blockers, setBlockers] = useState<ApiProblem["blockers"]>([]);
  if (blockers.length > 0) {
    return <Blocked {...props} blockers={blockers} />;
  }
  async function disconnect(): Promise<void> {
    try {
      await call(operations["connections.disconnect"], { id: connection.id });
    } catch (error) {
      if (error instanceof ApiError && error.problem.blockers.length > 0) {
        setBlockers(error.problem.blockers);
      }
      throw error;
    }
    await refreshConnections(client);
    sayDone(`${connection.nickname} is disconnected`);
  }
  return (
    <ConfirmModal
      opened={opened}
      onClose={onClose}
      onConfirm={disconnect}
      title={`${words.disconnect.title} ${connection.nickname}?`}
      confirmLabel={words.disconnect.confirm}
      danger
      typeToConfirm={connection.nickname}
    >
      {words.disconnect.text}
      {connection.exportsInUse > 0 && (
        <Text mt="xs" fw={500}>
          {words.disconnect.blocked}
        </Text>
      )}
    </ConfirmModal>
  );
}
