"use client";

import { Alert, Button, Group, Tabs, Text } from "@mantine/core";
import {
  IconActivity,
  IconKey,
  IconKeyOff,
  IconListDetails,
  IconRoute,
  IconSettings,
} from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import type { ComponentType } from "react";
import { Link } from "@/components/ui/link.tsx";
import type { Permission } from "@/lib/access/permissions.ts";
import { sourcesMessages } from "@/lib/messages/sources.ts";
import { sourcesOperations } from "@/lib/sources/operations.ts";
import type { SourceView } from "@/lib/sources/schema.ts";
import { DestinationsTab } from "../destinations/destinations-tab.tsx";
import { operationQuery } from "../operation-query.ts";
import { BackLink } from "../ui/back-link.tsx";
import { ErrorState } from "../ui/error-state.tsx";
import { PageHeader } from "../ui/page-header.tsx";
import { useUrlState } from "../ui/use-url-state.ts";
import { useVisitor } from "../visitor.tsx";
import { Debugger } from "./debugger/debugger.tsx";
import { Keys } from "./keys.tsx";
import { platformFaces } from "./platforms.ts";
import { SetUp } from "./set-up/set-up.tsx";
import classes from "./source-screen.module.css";
import { SourceSettings } from "./source-settings.tsx";
import { EnabledChip } from "./sources-screen.tsx";

const words = sourcesMessages.keys;

type Tab = {
  value: string;
  label: string;
  icon: ComponentType<{ size?: number | string; stroke?: number | string }>;
  panel: ComponentType<{ source: SourceView }>;
  permission: Permission;
};

const firstTab: Tab = {
  value: "debugger",
  label: "Debugger",
  icon: IconActivity,
  panel: Debugger,
  permission: "sources.read",
};
const tabs: Tab[] = [
  firstTab,
  {
    value: "destinations",
    label: "Destinations",
    icon: IconRoute,
    panel: DestinationsTab,
    permission: "sources.read",
  },
  { value: "set-up", label: "Set-up", icon: IconListDetails, panel: SetUp, permission: "sources.read" },
  { value: "keys", label: "Keys", icon: IconKey, panel: Keys, permission: "sources.read" },
  {
    value: "settings",
    label: "Settings",
    icon: IconSettings,
    panel: SourceSettings,
    permission: "sources.write",
  },
];

/** Says that nothing can be sent to the source, and leads to where that is changed. */
function NoKey({ source, mayCreate }: { source: SourceView; mayCreate: boolean }) {
  return (
    <Alert color="yellow" variant="light" icon={<IconKeyOff size={18} />} mb="md" py="xs">
      <Group gap="sm">
        <Text size="sm">{words.empty}</Text>
        {mayCreate ? (
          <Button
            component={Link}
            size="compact-sm"
            variant="default"
            href={`/sources/${source.id}?tab=keys&create=1`}
          >
            {words.create}
          </Button>
        ) : (
          <Text size="sm">{words.adminsOnly}</Text>
        )}
      </Group>
    </Alert>
  );
}

/** One source: what it receives, how to send to it, its keys and settings. */
export function SourceScreen({ id, initial }: { id: string; initial?: SourceView }) {
  const url = useUrlState();
  const visitor = useVisitor();
  const asked = useQuery({
    ...operationQuery(sourcesOperations["sources.get"], { id }),
    initialData: initial,
    refetchInterval: 15_000,
  });
  const source = asked.data;
  const allowed = tabs.filter((tab) => visitor.can(tab.permission));
  const current = allowed.find((tab) => tab.value === url.get("tab")) ?? firstTab;
  if (!source) {
    return asked.error ? <ErrorState error={asked.error} onRetry={() => asked.refetch()} /> : null;
  }
  const { icon: Icon, label } = platformFaces[source.platform];
  return (
    <>
      <PageHeader
        above={<BackLink href="/sources">Sources</BackLink>}
        title={source.name}
        description={
          <Group component="span" gap="xs" display="inline-flex">
            <Icon size={16} stroke={1.6} aria-hidden="true" />
            <Text span>{label}</Text>
            <EnabledChip enabled={source.enabled} />
          </Group>
        }
      />
      {source.liveKeys === 0 && current.value !== "keys" && (
        <NoKey source={source} mayCreate={visitor.can("sources.write")} />
      )}
      <Tabs
        value={current.value}
        onChange={(next) =>
          url.set({
            tab: next === firstTab.value ? null : next,
            search: null,
            outcome: null,
            platform: null,
            sdk: null,
          })
        }
        keepMounted={false}
      >
        <Tabs.List mb="md" className={classes.tabs}>
          {allowed.map(({ value, label: name, icon: TabIcon }) => (
            <Tabs.Tab key={value} value={value} leftSection={<TabIcon size={15} stroke={1.7} />}>
              {name}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {allowed.map(({ value, panel: Panel }) => (
          <Tabs.Panel key={value} value={value}>
            <Panel source={source} />
          </Tabs.Panel>
        ))}
      </Tabs>
    </>
  );
}
