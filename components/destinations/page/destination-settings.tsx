"use client";

import { Button, Stack } from "@mantine/core";
import { IconPencil } from "@tabler/icons-react";
import type { DestinationView } from "@/lib/destinations/schema.ts";
import { destinationPageText } from "@/lib/messages/destination-page.ts";
import { destinationsText as text } from "@/lib/messages/destinations.ts";
import { partnerKit } from "@/lib/partners/catalog.ts";
import { connectionHref } from "../../partners/connection-href.ts";
import { type Fact, Facts } from "../../ui/facts.tsx";
import { Link } from "../../ui/link.tsx";
import { Time } from "../../ui/time.tsx";
import { useVisitor } from "../../visitor.tsx";

const words = destinationPageText.settings;

/** Everything that was chosen for a destination. */
export function DestinationSettings({ of, onEdit }: { of: DestinationView; onEdit: () => void }) {
  const { can } = useVisitor();
  const switches = of.mode === "cloud" ? (partnerKit(of.partner).calls?.switches ?? []) : [];
  const names = of.filterMode === "all" ? "" : ` ${of.eventNames.join(", ")}`;
  const facts: Fact[] = [
    { label: text.drawer.name.label, value: of.name },
    { label: "Source", value: <Link href={`/sources/${of.sourceId}`}>{of.sourceName}</Link> },
    {
      label: text.drawer.integration.label,
      value: (
        <Link href={connectionHref(of.connectionId)}>
          {of.partnerName} · {of.nickname}
        </Link>
      ),
    },
    { label: text.drawer.mode.label, value: text.drawer.mode[of.mode].label },
    { label: text.drawer.calls.label, value: `${words.calls[of.filterMode]}${names}` },
    ...switches.map(({ key, label, default: usual }) => ({
      label,
      value: (of.settings[key] ?? usual) ? words.on : words.off,
    })),
    { label: "Added", value: <Time at={of.createdAt} /> },
    { label: "Added by", value: of.createdBy },
  ];
  return (
    <Stack align="flex-start" maw={720}>
      <Facts facts={facts} />
      {can("destinations.write") && (
        <Button variant="default" leftSection={<IconPencil size={15} />} onClick={onEdit}>
          {text.drawer.edit(of.name)}
        </Button>
      )}
    </Stack>
  );
}
