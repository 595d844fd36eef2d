"use client";

import { Anchor, Button, Group, List, Modal, Skeleton, Stack, Text } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "@/components/ui/link.tsx";
import { integrationsOperations as operations } from "@/lib/integrations/operations.ts";
import type { ConnectionView } from "@/lib/integrations/schema.ts";
import { useStatusWords, partnersMessages as words } from "@/lib/messages/partners.ts";
import { ApiError, call } from "../api.ts";
import { operationQuery } from "../operation-query.ts";
import { sayDone } from "../toast.ts";
import { ConfirmModal } from "../ui/confirm-modal.tsx";
import { countWords } from "../ui/count.tsx";
import { exportsInUseHref } from "./exports-in-use.ts";
import { refreshConnections } from "./refresh-connections.ts";
import { useFaces } from "./use-faces.ts";

type Props = {
  connection: ConnectionView;
  opened: boolean;
  onClose: () => void;
  onDisconnected?: () => void;
};

const MAX_LISTED = 10;

function Blocked({ connection, opened, onClose }: Props) {
  const uses = useQuery(operationQuery(operations["connections.uses"], { id: connection.id }));
  const items = uses.data?.items;
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={`${connection.nickname} cannot be disconnected now`}
      closeButtonProps={{ "aria-label": "Close" }}
    >
      <Stack>
        <Text>{words.disconnect.blocked}</Text>
        {items ? (
          <List spacing={4} aria-label="What uses the connection">
            {items.slice(0, MAX_LISTED).map((use) => (
              <List.Item key={use.id}>
                <Anchor component={Link} href={useFaces[use.kind].href(use)}>
                  {use.name}
                </Anchor>{" "}
                ({use.kind}) {useStatusWords[use.status]}
              </List.Item>
            ))}
            {items.length > MAX_LISTED && (
              <List.Item>and {countWords(items.length - MAX_LISTED, "other", "others")}</List.Item>
            )}
          </List>
        ) : (
          !uses.error && <Skeleton height={60} />
        )}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            Close
          </Button>
          {connection.exportsInUse > 0 && (
            <Button component={Link} href={exportsInUseHref(connection.nickname)}>
              Show {countWords(connection.exportsInUse, "export", "exports")}
            </Button>
          )}
        </Group>
      </Stack>
    </Modal>
  );
}

/** Asks for the nickname before a partner is disconnected; lists what stands in the way instead. */
export function DisconnectModal(props: Props) {
  const { connection, opened, onClose } = props;
  const client = useQueryClient();
  const [blocked, setBlocked] = useState(
    connection.exportsInUse + connection.transfersInUse + connection.destinationsInUse > 0,
  );
  if (blocked) {
    return <Blocked {...props} />;
  }
  async function disconnect(): Promise<void> {
    try {
      await call(operations["connections.disconnect"], { id: connection.id });
    } catch (error) {
      // Something began to use it since the list was shown.
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
