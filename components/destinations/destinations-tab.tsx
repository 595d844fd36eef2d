"use client";

import { Button, Group, Menu } from "@mantine/core";
import {
  IconChartBar,
  IconChevronDown,
  IconPencil,
  IconPlayerPlay,
  IconPlus,
  IconPower,
  IconRoute,
  IconTrash,
} from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import type { DestinationView } from "@/lib/destinations/schema.ts";
import { integrationsOperations } from "@/lib/integrations/operations.ts";
import type { PartnerView } from "@/lib/integrations/schema.ts";
import { destinationsText as text } from "@/lib/messages/destinations.ts";
import { partnerKit } from "@/lib/partners/catalog.ts";
import type { SourceView } from "@/lib/sources/schema.ts";
import { operationQuery } from "../operation-query.ts";
import { sayDone } from "../toast.ts";
import { useConnectionsOf } from "../transfers/queries.ts";
import type { RowAction } from "../ui/data-table.tsx";
import { DataTable } from "../ui/data-table.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { ErrorState } from "../ui/error-state.tsx";
import { useVisitor } from "../visitor.tsx";
import { AddDestinationDrawer } from "./add-destination-drawer.tsx";
import { destinationColumns } from "./destination-columns.tsx";
import { destinationHref } from "./destination-href.ts";
import { EditDestinationDrawer } from "./edit-destination-drawer.tsx";
import { useDestinations } from "./queries.ts";
import { RemoveDialog, TurnDialog } from "./turn-dialogs.tsx";

type Asked = { what: "edit" | "turn" | "remove"; id: string };

function AddMenu({
  partners,
  onChoose,
}: {
  partners: PartnerView[];
  onChoose: (partner: PartnerView) => void;
}) {
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button leftSection={<IconPlus size={16} />} rightSection={<IconChevronDown size={14} />}>
          {text.add}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {partners.map((partner) => (
          <Menu.Item key={partner.id} onClick={() => onChoose(partner)}>
            {partner.name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function Adding({
  source,
  partner,
  onClose,
}: {
  source: SourceView;
  partner: PartnerView;
  onClose: () => void;
}) {
  const router = useRouter();
  const connections = useConnectionsOf(partner.id);
  // The form begins with the only connection there is, so it waits until they are known.
  return connections.data ? (
    <AddDestinationDrawer
      source={source}
      kit={partnerKit(partner.id)}
      partner={partner}
      connections={connections.data}
      opened
      onClose={onClose}
      onAdded={(destination) => {
        sayDone(text.drawer.created);
        router.push(destinationHref(destination));
      }}
    />
  ) : null;
}

/** Where the calls of a source go as they come. */
export function DestinationsTab({ source }: { source: SourceView }) {
  const { can } = useVisitor();
  const list = useDestinations(source.id);
  const partners = useQuery(operationQuery(integrationsOperations["partners.list"], {}));
  const takers = (partners.data?.items ?? []).filter((each) => each.capabilities.includes("calls"));
  const [adding, setAdding] = useState<PartnerView | null>(null);
  const [asked, setAsked] = useState<Asked | null>(null);
  const mayWrite = can("destinations.write");
  const items = list.data?.items;
  const chosen = items?.find(({ id }) => id === asked?.id);
  const ask = (what: Asked["what"], { id }: DestinationView) => setAsked({ what, id });
  const add = mayWrite ? <AddMenu partners={takers} onChoose={setAdding} /> : null;
  const actions = (of: DestinationView): RowAction[] => [
    { label: "View", icon: IconChartBar, href: destinationHref(of), quick: true },
    ...(mayWrite
      ? [
          { label: "Edit", icon: IconPencil, onClick: () => ask("edit", of), quick: true },
          {
            label: of.enabled ? text.turn.off.confirm : text.turn.on.confirm,
            icon: of.enabled ? IconPower : IconPlayerPlay,
            onClick: () => ask("turn", of),
            quick: true,
          },
          { label: text.remove.action, icon: IconTrash, onClick: () => ask("remove", of), danger: true },
        ]
      : []),
  ];
  if (list.error && !list.data) {
    return <ErrorState error={list.error} onRetry={() => list.refetch()} />;
  }
  return (
    <>
      {items && items.length > 0 && add && (
        <Group justify="flex-end" mb="sm">
          {add}
        </Group>
      )}
      <DataTable
        label={text.tab}
        columns={destinationColumns}
        rows={items}
        rowKey={(of) => of.id}
        rowName={(of) => of.name}
        rowHref={destinationHref}
        actions={actions}
        skeletonRows={3}
        empty={
          <EmptyState icon={IconRoute} title={text.empty.title} action={add}>
            {text.empty.text} {!mayWrite && text.empty.readOnly}
          </EmptyState>
        }
      />
      {adding && <Adding source={source} partner={adding} onClose={() => setAdding(null)} />}
      {chosen && asked?.what === "edit" && (
        <EditDestinationDrawer
          key={chosen.id}
          destination={chosen}
          platform={source.platform}
          opened
          onClose={() => setAsked(null)}
        />
      )}
      {chosen && (
        <>
          <TurnDialog destination={chosen} opened={asked?.what === "turn"} onClose={() => setAsked(null)} />
          <RemoveDialog
            destination={chosen}
            opened={asked?.what === "remove"}
            onClose={() => setAsked(null)}
          />
        </>
      )}
    </>
  );
}
