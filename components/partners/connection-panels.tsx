"use client";

import { IconEdit, IconKey, IconPlugConnected, IconUnlink } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { integrationsOperations as operations } from "@/lib/integrations/operations.ts";
import type { ConnectionView, VerificationView } from "@/lib/integrations/schema.ts";
import { partnersMessages as words } from "@/lib/messages/partners.ts";
import { call } from "../api.ts";
import { sayProblem } from "../toast.ts";
import type { RowAction } from "../ui/data-table.tsx";
import { usePanel } from "../use-panel.ts";
import { DisconnectModal } from "./disconnect-modal.tsx";
import { EditDrawer } from "./edit-drawer.tsx";
import { refreshConnections } from "./refresh-connections.ts";
import { RotateDrawer } from "./rotate-drawer.tsx";

type Subject = { kind: "edit" | "rotate" | "disconnect"; connection: ConnectionView };

const panels = { edit: EditDrawer, rotate: RotateDrawer, disconnect: DisconnectModal };

type Options = {
  onTested: (answer: VerificationView, connection: ConnectionView) => void;
  onDisconnected?: () => void;
};

/** What can be done to a connection, wherever it is shown, and the panel of what is being done. */
export function useConnectionPanels({ onTested, onDisconnected }: Options): {
  actionsOf: (connection: ConnectionView) => RowAction[];
  opened: ReactNode;
} {
  const client = useQueryClient();
  const { panel, show, close } = usePanel<Subject>();
  const test = useMutation({
    mutationFn: (connection: ConnectionView) => call(operations["connections.test"], { id: connection.id }),
    onSuccess: async (answer, connection) => {
      await refreshConnections(client);
      onTested(answer, connection);
    },
    onError: sayProblem,
  });
  const actionsOf = (connection: ConnectionView): RowAction[] => [
    {
      label: words.test,
      icon: IconPlugConnected,
      quick: true,
      onClick: () => test.mutate(connection),
      disabledReason: test.isPending ? "A test is running" : null,
    },
    {
      label: words.edit.action,
      icon: IconEdit,
      quick: true,
      onClick: () => show({ kind: "edit", connection }),
    },
    { label: words.rotate.title, icon: IconKey, onClick: () => show({ kind: "rotate", connection }) },
    {
      label: words.disconnect.title,
      icon: IconUnlink,
      danger: true,
      onClick: () => show({ kind: "disconnect", connection }),
    },
  ];
  const Shown = panel && panels[panel.subject.kind];
  return {
    actionsOf,
    opened: Shown && (
      <Shown
        key={panel.seen}
        connection={panel.subject.connection}
        opened={panel.opened}
        onClose={close}
        onDisconnected={onDisconnected}
      />
    ),
  };
}
