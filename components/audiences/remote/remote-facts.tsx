"use client";

import { Anchor } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { remoteDefinition } from "@/lib/audiences/remote/schema.ts";
import type { AudienceView } from "@/lib/audiences/schema.ts";
import { integrationsOperations } from "@/lib/integrations/operations.ts";
import { remoteMessages as words } from "@/lib/messages/audience-remote.ts";
import { operationQuery } from "../../operation-query.ts";
import { connectionHref } from "../../partners/connection-href.ts";
import type { Fact } from "../../ui/facts.tsx";
import { Link } from "../../ui/link.tsx";

function ImportedFrom({ name, connectionId }: { name: string; connectionId: string }) {
  const asked = useQuery({
    ...operationQuery(integrationsOperations["connections.get"], { id: connectionId }),
    retry: false,
  });
  return asked.data ? (
    <Anchor component={Link} href={connectionHref(connectionId)}>
      {words.facts.at(name, asked.data.nickname)}
    </Anchor>
  ) : (
    name
  );
}

/** Which list of which account an audience was imported from. */
export function remoteFacts({ definition }: AudienceView): Fact[] {
  const known = remoteDefinition.safeParse(definition);
  return known.success
    ? [
        {
          label: words.facts.list,
          value: <ImportedFrom name={known.data.audienceName} connectionId={known.data.connectionId} />,
        },
      ]
    : [];
}
