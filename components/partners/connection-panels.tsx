"use client";

import { IconEdit, IconKey, IconPlugConnected, IconUnlink, IconUsersGroup } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { integrationsOperations as operations } from "@/lib/integrations/operations.ts";
import type { ConnectionView, VerificationView } from "@/lib/integrations/schema.ts";
import { partnersMessages as words } from "@/lib/messages/partners.ts";
import { partnerKit } from "@/lib/partners/catalog.ts";
import { call } from "../api.ts";
import { sayProblem } from "../toast.ts";
import type { RowAction } from "../ui/data-table.tsx";
import { usePanel } from "../use-panel.ts";
import { AudiencesDrawer } from "./audiences-drawer.tsx";
import { secretFields } from "./connection-fields.ts";
import { DisconnectModal } from "./disconnect-modal.tsx";
import { EditDrawer } from "./edit-drawer.tsx";
import { refreshConnections } from "./refresh-connections.ts";
import { RotateDrawer } from "./rotate-drawer.tsx";

const panels = {
  edit: EditDrawer,
  rotate: RotateDrawer,
  disconnect: DisconnectModal,
  audiences: AudiencesDrawer,
};

type Subject = { kind: keyof typeof panels; connection: ConnectionView };

type Options = {
  /** False: only what changes nothing is offered. */
  mayWrite: boolean;
  onTested: (answer: VerificationView, connection: ConnectionView) => void;
  onDisconnected?: () => void;
};

/** What can be done to a connection, wherever it is shown, and the panel of what is being done. */
export function useConnectionPanels({ mayWrite, onTested, onDisconnected }: Options): {
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
  const readingOf = (connection: ConnectionView): RowAction[] =>
    partnerKit(connection.partner).listsAudiences
      ? [
          {
            label: words.audiences.title,
            icon: IconUsersGroup,
            onClick: () => show({ kind: "audiences", connection }),
          },
        ]
      : [];
  const writingOf = (connection: ConnectionView): RowAction[] => [
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
    ...readingOf(connection),
    ...(secretFields(connection).length > 0
      ? [{ label: words.rotate.title, icon: IconKey, onClick: () => show({ kind: "rotate", connection }) }]
      : []),
    {
      label: words.disconnect.title,
      icon: IconUnlink,
      danger: true,
      onClick: () => show({ kind: "disconnect", connection }),
    },
  ];
  const actionsOf = mayWrite ? writingOf : readingOf;
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
