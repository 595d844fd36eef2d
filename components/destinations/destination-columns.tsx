import { Group, Text } from "@mantine/core";
import type { DestinationView } from "@/lib/destinations/schema.ts";
import { partnerKit } from "@/lib/partners/catalog.ts";
import { Count } from "../ui/count.tsx";
import { Dash } from "../ui/dash.tsx";
import type { Column } from "../ui/data-table.tsx";
import { Link } from "../ui/link.tsx";
import { Monogram } from "../ui/monogram.tsx";
import { Time } from "../ui/time.tsx";
import { destinationHref } from "./destination-href.ts";
import { DestinationState } from "./destination-state.tsx";

const stageHref = (of: DestinationView, stage: string, window: string) =>
  destinationHref(of, { window, stage });

/** What the list of a source's destinations shows; every number opens the calls behind it. */
export const destinationColumns: Column<DestinationView>[] = [
  {
    key: "name",
    header: "Name",
    narrow: "title",
    render: (of) => {
      const kit = partnerKit(of.partner);
      return (
        <Group gap={8} wrap="nowrap">
          <Monogram letters={kit.monogram} color={kit.color} />
          <span>
            <Link href={destinationHref(of)} className="plain">
              <strong style={{ fontWeight: 500 }}>{of.name}</strong>
            </Link>
            {of.nickname !== of.name && (
              <Text size="xs" c="dimmed">
                {of.nickname}
              </Text>
            )}
          </span>
        </Group>
      );
    },
  },
  { key: "state", header: "State", render: (of) => <DestinationState of={of} /> },
  {
    key: "waiting",
    header: "Waiting",
    align: "right",
    narrowWord: "waiting",
    render: (of) => (
      <>
        <Count value={of.waiting.count} href={stageHref(of, "waiting", "1h")} label="calls wait" />
        {of.waiting.more && "+"}
      </>
    ),
  },
  {
    key: "delivered",
    header: "Delivered, 24 h",
    align: "right",
    narrowWord: "delivered",
    render: (of) => (
      <Count value={of.lastDay.delivered} href={stageHref(of, "delivered", "24h")} label="calls delivered" />
    ),
  },
  {
    key: "filtered",
    header: "Filtered, 24 h",
    align: "right",
    narrow: "hide",
    render: (of) => (
      <Count value={of.lastDay.filtered} href={stageHref(of, "filtered", "24h")} label="calls filtered" />
    ),
  },
  {
    key: "shelf",
    header: "On the shelf",
    align: "right",
    narrowWord: "on the shelf",
    render: (of) => (
      <Count value={of.shelved} href={destinationHref(of, { tab: "shelf" })} label="refused calls" />
    ),
  },
  {
    key: "last",
    header: "Last sent",
    narrow: "hide",
    render: (of) =>
      of.lastSentAt ? <Time at={of.lastSentAt} relative /> : <Dash meaning="nothing sent yet" />,
  },
];
