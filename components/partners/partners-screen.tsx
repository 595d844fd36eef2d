"use client";

import { Anchor, Button, Group, Skeleton, Stack, Text, Title } from "@mantine/core";
import { IconPlugConnected } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { z } from "zod";
import { Link } from "@/components/ui/link.tsx";
import { integrationsOperations as operations } from "@/lib/integrations/operations.ts";
import type { ConnectionView, PartnerView } from "@/lib/integrations/schema.ts";
import { placeMessages, partnersMessages as words } from "@/lib/messages/partners.ts";
import { partnerKit } from "@/lib/partners/catalog.ts";
import type { PartnerPlace } from "@/lib/partners/kit.ts";
import { operationQuery } from "../operation-query.ts";
import { sayDone } from "../toast.ts";
import { Banner } from "../ui/banner.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { ErrorState } from "../ui/error-state.tsx";
import { PageHeader } from "../ui/page-header.tsx";
import { SearchField } from "../ui/search-field.tsx";
import { useUrlState } from "../ui/use-url-state.ts";
import { usePanel } from "../use-panel.ts";
import { useVisitor } from "../visitor.tsx";
import { ConnectDrawer } from "./connect-drawer.tsx";
import { ConnectionsTable } from "./connections-table.tsx";
import classes from "./partner-card.module.css";
import { PartnerCard } from "./partner-card.tsx";
import { PartnerTabs } from "./partner-tabs.tsx";

const matches = (text: string, search: string) => text.toLowerCase().includes(search.trim().toLowerCase());

function SavedBanner({ connection, onClose }: { connection: ConnectionView; onClose: () => void }) {
  const reached = connection.status === "connected";
  return (
    <Banner tone={reached ? "success" : "problem"} onClose={onClose}>
      <strong>{connection.nickname}</strong>{" "}
      {reached ? words.saved : `${words.savedUnreachable} ${connection.problem ?? ""}`}{" "}
      {partnerKit(connection.partner).capabilities.includes("export") && (
        <Anchor
          component={Link}
          c="inherit"
          underline="always"
          href={`/settings/exports?create=${connection.id}`}
        >
          Create an export
        </Anchor>
      )}
    </Banner>
  );
}

function Catalogue({
  partners,
  onIntegrate,
}: {
  partners: PartnerView[] | undefined;
  onIntegrate?: (partner: PartnerView) => void;
}) {
  return (
    <ul className={classes.grid} aria-label="Partner catalogue">
      {partners?.map((partner) => (
        <PartnerCard
          key={partner.id}
          partner={partner}
          onIntegrate={onIntegrate && (() => onIntegrate(partner))}
        />
      )) ?? (
        <li>
          <Skeleton height={150} radius="lg" />
        </li>
      )}
    </ul>
  );
}

type Initial = {
  partners?: z.output<(typeof operations)["partners.list"]["output"]>;
  connections?: z.output<(typeof operations)["connections.list"]["output"]>;
};

/** The partners of one page of the settings: the catalogue, and what is connected. */
export function PartnersScreen({ place, initial }: { place: PartnerPlace; initial: Initial }) {
  const page = placeMessages[place];
  const visitor = useVisitor();
  const url = useUrlState();
  const mayWrite = visitor.can("connections.write");
  const integrating = usePanel<PartnerView>();
  const [saved, setSaved] = useState<ConnectionView | null>(null);
  const partners = useQuery({
    ...operationQuery(operations["partners.list"], {}),
    initialData: initial.partners,
  });
  const connections = useQuery({
    ...operationQuery(operations["connections.list"], { place, limit: 100 }),
    initialData: initial.connections,
    refetchInterval: 10_000,
  });
  const search = url.get("search") ?? "";
  const shown = partners.data?.items.filter(
    (partner) =>
      partner.place === place &&
      matches(`${partner.name} ${partner.category} ${partner.description}`, search),
  );
  const own = connections.data?.items.filter((connection) =>
    matches(`${connection.nickname} ${connection.partnerName} ${connection.region}`, search),
  );
  const none = connections.data?.items.length === 0;
  const error = partners.error ?? connections.error;
  return (
    <>
      <PageHeader title={page.title} description={page.description} />
      {place === "partners" && <PartnerTabs />}
      {saved && <SavedBanner connection={saved} onClose={() => setSaved(null)} />}
      {error && !partners.data ? (
        <ErrorState error={error} onRetry={() => Promise.all([partners.refetch(), connections.refetch()])} />
      ) : (
        <Stack gap="xl">
          <section aria-label="Catalogue">
            <Group justify="space-between" mb="sm" gap="sm">
              <SearchField
                label={page.search}
                value={search}
                onSearch={(text) => url.set({ search: text })}
              />
              {!mayWrite && (
                <Text size="sm" c="dimmed">
                  {words.readOnly}
                </Text>
              )}
            </Group>
            {shown?.length === 0 ? (
              <EmptyState
                icon={IconPlugConnected}
                title={words.noMatch}
                action={
                  <Button variant="default" onClick={() => url.set({ search: null })}>
                    Reset the search
                  </Button>
                }
              />
            ) : (
              <Catalogue partners={shown} onIntegrate={mayWrite ? integrating.show : undefined} />
            )}
          </section>
          <section aria-labelledby="connections-title">
            <Title order={2} id="connections-title" mb="xs">
              {words.connections.title}
            </Title>
            {none || own?.length === 0 ? (
              <Text c="dimmed">
                {none ? (mayWrite ? page.none : page.noneReadOnly) : words.connections.noMatch}
              </Text>
            ) : (
              <ConnectionsTable place={place} connections={own} mayWrite={mayWrite} />
            )}
          </section>
        </Stack>
      )}
      {integrating.panel && (
        <ConnectDrawer
          key={integrating.panel.seen}
          partner={integrating.panel.subject}
          opened={integrating.panel.opened}
          onClose={integrating.close}
          onConnected={(connection) => {
            integrating.close();
            setSaved(connection);
            sayDone(`${connection.partnerName} is connected as ${connection.nickname}`);
          }}
        />
      )}
    </>
  );
}
