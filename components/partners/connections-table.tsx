"use client";

import { Text } from "@mantine/core";
import { IconEdit, IconKey, IconPlugConnected, IconUnlink } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { integrationsOperations as operations } from "@/lib/integrations/operations.ts";
import type { ConnectionView } from "@/lib/integrations/schema.ts";
import { partnersMessages as words } from "@/lib/messages/partners.ts";
import { call } from "../api.ts";
import { sayDone, sayNotice, sayProblem } from "../toast.ts";
import { DataTable, type RowAction } from "../ui/data-table.tsx";
import { usePanel } from "../use-panel.ts";
import { connectionColumns } from "./connection-columns.tsx";
import { DisconnectModal } from "./disconnect-modal.tsx";
import { EditDrawer } from "./edit-drawer.tsx";
import { refreshConnections } from "./refresh-connections.ts";
import { RotateDrawer } from "./rotate-drawer.tsx";

type Subject = { kind: "edit" | "rotate" | "disconnect"; connection: ConnectionView };

const panels = { edit: EditDrawer, rotate: RotateDrawer, disconnect: DisconnectModal };

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
  const { panel, show, close } = usePanel<Subject>();
  const test = useTest();
  function actionsOf(connection: ConnectionView): RowAction[] {
    return [
      {
        label: words.test,
        icon: IconPlugConnected,
        quick: true,
        onClick: () => test.mutate(connection),
        disabledReason: test.isPending ? "A test is running" : null,
      },
      { label: "Rename", icon: IconEdit, quick: true, onClick: () => show({ kind: "edit", connection }) },
      { label: words.rotate.title, icon: IconKey, onClick: () => show({ kind: "rotate", connection }) },
      {
        label: words.disconnect.title,
        icon: IconUnlink,
        danger: true,
        onClick: () => show({ kind: "disconnect", connection }),
      },
    ];
  }
  const Shown = panel && panels[panel.subject.kind];
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
      {Shown && (
        <Shown key={panel.seen} connection={panel.subject.connection} opened={panel.opened} onClose={close} />
      )}
    </>
  );
}
