"use client";

import { Text } from "@mantine/core";
import type { ConnectionView, VerificationView } from "@/lib/integrations/schema.ts";
import { partnersMessages as words } from "@/lib/messages/partners.ts";
import type { PartnerPlace } from "@/lib/partners/kit.ts";
import { sayDone, sayNotice } from "../toast.ts";
import { DataTable } from "../ui/data-table.tsx";
import { connectionColumns } from "./connection-columns.tsx";
import { connectionHref } from "./connection-href.ts";
import { useConnectionPanels } from "./connection-panels.tsx";

function sayTested(answer: VerificationView, { nickname }: ConnectionView): void {
  if (answer.ok) {
    sayDone(`${nickname}: ${answer.message}`);
  } else {
    sayNotice(`${nickname} did not pass the test`, answer.message);
  }
}

/** The workspace's connections, with what can be done to each. */
export function ConnectionsTable({
  place,
  connections,
  mayWrite,
}: {
  place: PartnerPlace;
  connections: ConnectionView[] | undefined;
  mayWrite: boolean;
}) {
  const { actionsOf, opened } = useConnectionPanels({ mayWrite, onTested: sayTested });
  return (
    <>
      <DataTable
        label={words.connections.title}
        columns={connectionColumns[place]}
        rows={connections}
        rowKey={(connection) => connection.id}
        rowName={(connection) => connection.nickname}
        rowHref={(connection) => connectionHref(connection.id)}
        actions={mayWrite || place === "integrations" ? actionsOf : undefined}
        below={(connection) =>
          connection.status === "attention" && connection.problem ? (
            <Text size="sm" c="dimmed" pl={30} pb={6}>
              {connection.problem}
            </Text>
          ) : null
        }
        skeletonRows={2}
      />
      {opened}
    </>
  );
}
