"use client";

import { Alert, Group, Tabs, Text } from "@mantine/core";
import { IconDeviceMobile } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import type { DestinationView } from "@/lib/destinations/schema.ts";
import { destinationPageText } from "@/lib/messages/destination-page.ts";
import { countOf } from "@/lib/messages/exports.ts";
import { sourcesOperations } from "@/lib/sources/operations.ts";
import { PollMark } from "../../exports/poll-mark.tsx";
import { operationQuery } from "../../operation-query.ts";
import { BackLink } from "../../ui/back-link.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { Link } from "../../ui/link.tsx";
import { useUrlState } from "../../ui/use-url-state.ts";
import { usePanel } from "../../use-panel.ts";
import { EditDestinationDrawer } from "../edit-destination-drawer.tsx";
import { useDestination } from "../queries.ts";
import { BreakerBanner } from "./breaker-banner.tsx";
import { DestinationHeader } from "./destination-header.tsx";
import { DestinationHistory } from "./destination-history.tsx";
import { DestinationSettings } from "./destination-settings.tsx";
import { ExchangeDrawer } from "./exchange-drawer.tsx";
import { PipelineTab } from "./pipeline-tab.tsx";
import { ReplaysTab } from "./replays-tab.tsx";
import { ShelfTab } from "./shelf-tab.tsx";

const words = destinationPageText;
const tabs = Object.keys(words.tabs) as (keyof typeof words.tabs)[];

function DeviceNote({ of }: { of: DestinationView }) {
  return (
    <Alert color="gray" variant="light" icon={<IconDeviceMobile size={18} />} mb="md" py="xs">
      <Text size="sm">
        {words.device.text} <Link href={`/sources/${of.sourceId}?tab=set-up`}>{words.device.setUp}</Link>
      </Text>
    </Alert>
  );
}

function Loaded({ of, failing }: { of: DestinationView; failing: boolean }) {
  const url = useUrlState();
  const source = useQuery(operationQuery(sourcesOperations["sources.get"], { id: of.sourceId }));
  const editing = usePanel<null>();
  const tab = tabs.find((each) => each === url.get("tab")) ?? "pipeline";
  const edit = (): void => editing.show(null);
  const label = (each: (typeof tabs)[number]): string =>
    each === "shelf" && of.shelved > 0 ? `${words.tabs.shelf} (${countOf(of.shelved)})` : words.tabs[each];
  return (
    <>
      <DestinationHeader of={of} onEdit={edit} />
      <BreakerBanner of={of} />
      {of.state === "device" && <DeviceNote of={of} />}
      {of.state === "off" && (
        <Text size="sm" c="dimmed" mb="md">
          {words.off}
        </Text>
      )}
      <Tabs
        value={tab}
        keepMounted={false}
        onChange={(next) =>
          url.set({
            tab: next === "pipeline" ? null : next,
            stage: null,
            code: null,
            name: null,
            search: null,
            state: null,
          })
        }
      >
        <Group justify="space-between" align="center" mb="md" gap="xs">
          <Tabs.List>
            {tabs.map((each) => (
              <Tabs.Tab key={each} value={each}>
                {label(each)}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          <PollMark failing={failing} everyS={2} />
        </Group>
        <Tabs.Panel value="pipeline">
          <PipelineTab of={of} url={url} />
        </Tabs.Panel>
        <Tabs.Panel value="shelf">
          <ShelfTab of={of} url={url} />
        </Tabs.Panel>
        <Tabs.Panel value="replays">
          <ReplaysTab of={of} />
        </Tabs.Panel>
        <Tabs.Panel value="settings">
          <DestinationSettings of={of} onEdit={edit} />
        </Tabs.Panel>
        <Tabs.Panel value="history">
          <DestinationHistory id={of.id} />
        </Tabs.Panel>
      </Tabs>
      <ExchangeDrawer id={of.id} callId={url.get("call")} onClose={() => url.set({ call: null })} />
      {editing.panel && source.data && (
        <EditDestinationDrawer
          key={editing.panel.seen}
          destination={of}
          platform={source.data.platform}
          opened={editing.panel.opened}
          onClose={editing.close}
        />
      )}
    </>
  );
}

/** One destination: whether calls arrive, what was refused, what is sent again, and how it is set. */
export function DestinationScreen({ id, initial }: { id: string; initial?: DestinationView }) {
  const asked = useDestination(id, initial);
  if (asked.data) {
    return <Loaded of={asked.data} failing={asked.isError} />;
  }
  return asked.error ? (
    <>
      <BackLink href="/sources">Sources</BackLink>
      <ErrorState error={asked.error} onRetry={() => asked.refetch()} />
    </>
  ) : null;
}
