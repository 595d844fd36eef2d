"use client";

import { Text } from "@mantine/core";
import { IconEdit, IconKey, IconPlugConnected, IconUnlink } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { integrationsOperations as operations } from "@/lib/integrations/operations.ts";
import type { ConnectionView } from "@/lib/integrations/schema.ts";
import { partnersMessages as words } from "@/lib/messages/partners.ts";
import { call } from "../api.ts";
import { sayDone, sayNotice, sayProblem } from "../toast.ts";
import { DataTable, type RowAction } from "../ui/data-table.tsx";
import { connectionColumns } from "./connection-columns.tsx";
import { DisconnectModal } from "./disconnect-modal.tsx";
import { EditDrawer } from "./edit-drawer.tsx";
import { refreshConnections } from "./refresh-connections.ts";
import { RotateDrawer } from "./rotate-drawer.tsx";

type Panel = "edit" | "rotate" | "disconnect";
/** `seen` counts openings, so that each begins with a form of its own. */
type Opened = { panel: Panel; connection: ConnectionView; open: boolean; seen: number };

function useTest() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (connection: ConnectionView) => call(operations["connections.test"], { id: connection.id }),
    onSuccess: async (answer, connection) => {
      await refreshConnections(client);
      if (answer.ok) {
        sayDone(`${connection.nickname}: ${answer.message}`);
      } else {
        sayNotice(`${connection.nickname} did not pass the test`, answer.message);
      }
    },
    onError: sayProblem,
  });
}

/** The workspace's connections, with what can be done to each. */
export function ConnectionsTable({
  connections,
  mayWrite,
}: {
  connections: ConnectionView[] | undefined;
  mayWrite: boolean;
}) {
  const [opened, setOpened] = useState<Opened | null>(null);
  const test = useTest();
  const show = (panel: Panel, connection: ConnectionView) =>
    setOpened({ panel, connection, open: true, seen: (opened?.seen ?? 0) + 1 });
  const close = () => setOpened((current) => current && { ...current, open: false });
  function actionsOf(connection: ConnectionView): RowAction[] {
    return [
      {
        label: words.test,
        icon: IconPlugConnected,
        quick: true,
        onClick: () => test.mutate(connection),
        disabledReason: test.isPending ? "A test is running" : null,
      },
      { label: "Rename", icon: IconEdit, quick: true, onClick: () => show("edit", connection) },
      { label: words.rotate.title, icon: IconKey, onClick: () => show("rotate", connection) },
      {
        label: words.disconnect.title,
        icon: IconUnlink,
        danger: true,
        onClick: () => show("disconnect", connection),
      },
    ];
  }
  const panel = opened && { connection: opened.connection, opened: opened.open, onClose: close };
  return (
    <>
      <DataTable
        label={words.connections.title}
        columns={connectionColumns}
        rows={connections}
        rowKey={(connection) => connection.id}
        rowName={(connection) => connection.nickname}
        actions={mayWrite ? actionsOf : undefined}
        below={(connection) =>
          connection.status === "attention" && connection.problem ? (
            <Text size="sm" c="dimmed" pl={30} pb={6}>
              {connection.problem}
            </Text>
          ) : null
        }
        skeletonRows={2}
      />
      {panel && opened.panel === "edit" && <EditDrawer key={opened.seen} {...panel} />}
      {panel && opened.panel === "rotate" && <RotateDrawer key={opened.seen} {...panel} />}
      {panel && opened.panel === "disconnect" && <DisconnectModal key={opened.seen} {...panel} />}
    </>
  );
}
