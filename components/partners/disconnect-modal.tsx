"use client";

import { Anchor, Button, Group, List, Modal, Skeleton, Stack, Text } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { useState } from "react";
import { exportOperations } from "@/lib/exports/operations.ts";
import { integrationsOperations as operations } from "@/lib/integrations/operations.ts";
import type { ConnectionView } from "@/lib/integrations/schema.ts";
import { dataTypeWords, frequencyWords } from "@/lib/messages/exports.ts";
import { partnersMessages as words } from "@/lib/messages/partners.ts";
import { ApiError, call } from "../api.ts";
import { operationQuery } from "../operation-query.ts";
import { sayDone } from "../toast.ts";
import { ConfirmModal } from "../ui/confirm-modal.tsx";
import { countWords } from "../ui/count.tsx";
import { exportsInUseHref } from "./exports-in-use.ts";
import { refreshConnections } from "./refresh-connections.ts";

type Props = {
  connection: ConnectionView;
  opened: boolean;
  onClose: () => void;
  onDisconnected?: () => void;
};

const MAX_LISTED = 10;

function Blocked({ connection, opened, onClose }: Props) {
  const list = useQuery(
    operationQuery(exportOperations["exports.list"], {
      connectionId: [connection.id],
      status: ["PENDING", "RUNNING"],
      perPage: MAX_LISTED,
    }),
  );
  const count = list.data?.total ?? connection.exportsInUse;
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={`${connection.nickname} cannot be disconnected now`}
      closeButtonProps={{ "aria-label": "Close" }}
    >
      <Stack>
        <Text>{words.disconnect.blocked}</Text>
        {list.data ? (
          <List spacing={4} aria-label="Exports that use the connection">
            {list.data.items.map((item) => (
              <List.Item key={item.id}>
                <Anchor component={Link} href={`/settings/exports/${item.id}`}>
                  {dataTypeWords(item.dataType, item.eventNames)},{" "}
                  {frequencyWords(item.frequency, item.everyHours)}
                </Anchor>{" "}
                {item.status}
              </List.Item>
            ))}
          </List>
        ) : (
          !list.error && <Skeleton height={60} />
        )}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            Close
          </Button>
          <Button component={Link} href={exportsInUseHref(connection.nickname)}>
            Show {countWords(count, "export", "exports")}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

/** Asks for the nickname before a partner is disconnected; lists the exports that stand in the way instead. */
export function DisconnectModal(props: Props) {
  const { connection, opened, onClose } = props;
  const client = useQueryClient();
  const [blocked, setBlocked] = useState(connection.exportsInUse > 0);
  if (blocked) {
    return <Blocked {...props} />;
  }
  async function disconnect(): Promise<void> {
    try {
      await call(operations["connections.disconnect"], { id: connection.id });
    } catch (error) {
      // An export began to use it since the list was shown.
      setBlocked(error instanceof ApiError && error.problem.blockers.length > 0);
      throw error;
    }
    props.onDisconnected?.();
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
    </ConfirmModal>
  );
}
