"use client";

import { Button, Group, Tabs, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import {
  IconChartAreaLine,
  IconHistory,
  IconPencil,
  IconSend,
  IconTargetArrow,
  IconTrash,
  IconUsers,
} from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { Link } from "@/components/ui/link.tsx";
import { audienceOperations } from "@/lib/audiences/operations.ts";
import type { AudienceView } from "@/lib/audiences/schema.ts";
import { originMessages } from "@/lib/messages/audience-origins.ts";
import { audiencesMessages as words } from "@/lib/messages/audiences.ts";
import { ApiError } from "../api.ts";
import { operationQuery } from "../operation-query.ts";
import { BackLink } from "../ui/back-link.tsx";
import { Count } from "../ui/count.tsx";
import { Dash } from "../ui/dash.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { ErrorState } from "../ui/error-state.tsx";
import { LiveMark } from "../ui/live-mark.tsx";
import { PageHeader } from "../ui/page-header.tsx";
import { Time } from "../ui/time.tsx";
import { useUrlState } from "../ui/use-url-state.ts";
import { usePanel } from "../use-panel.ts";
import { useVisitor } from "../visitor.tsx";
import classes from "./audiences.module.css";
import { DeleteModal } from "./delete-modal.tsx";
import { EditDrawer } from "./edit-drawer.tsx";
import { HistoryTab } from "./history-tab.tsx";
import { MembersTab } from "./members-tab.tsx";
import { originFace } from "./origin-faces.ts";
import { type AudienceTab, panelsOf } from "./origin-panels.tsx";
import { SendAudience } from "./send-audience.tsx";
import { SentTab } from "./sent-tab.tsx";
import { SizeTab } from "./size-tab.tsx";
import { UsedBy } from "./used-by.tsx";

const firstTab: AudienceTab = { value: "members", label: "Members", icon: IconUsers, panel: MembersTab };
const sentTab: AudienceTab = { value: "sent", label: "Sent to", icon: IconSend, panel: SentTab };
const lastTabs: AudienceTab[] = [
  { value: "size", label: "Size", icon: IconChartAreaLine, panel: SizeTab },
  { value: "history", label: "History", icon: IconHistory, panel: HistoryTab },
];

function Missing() {
  return (
    <EmptyState
      icon={IconTargetArrow}
      title={words.missing.title}
      action={
        <Button component={Link} href="/audiences">
          Open audiences
        </Button>
      }
    >
      {words.missing.text}
    </EmptyState>
  );
}

function Figures({ audience }: { audience: AudienceView }) {
  const { icon: Icon, label } = originFace(audience.origin);
  const figures = [
    {
      name: "Users",
      value: <Count value={audience.size} href={`/audiences/${audience.id}`} label="users: show them" />,
    },
    {
      name: "Last change",
      value: audience.changedAt ? (
        <Time at={audience.changedAt} relative />
      ) : (
        <Dash meaning="nothing came in yet" />
      ),
    },
    {
      name: "Source",
      value: (
        <Group gap={6} wrap="nowrap">
          <Icon size={16} stroke={1.6} aria-hidden="true" />
          {label}
        </Group>
      ),
    },
    ...(panelsOf(audience.origin)
      .facts?.(audience)
      .map(({ label: name, value }) => ({ name, value })) ?? []),
    { name: "Used by", value: <UsedBy audience={audience} /> },
  ];
  return (
    <dl className={classes.figures}>
      {figures.map(({ name, value }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Header({ audience }: { audience: AudienceView }) {
  const router = useRouter();
  const mayWrite = useVisitor().can("audiences.write");
  const edit = usePanel<AudienceView>();
  const [removing, { open, close }] = useDisclosure(false);
  const { action: OriginAction } = panelsOf(audience.origin);
  const inUse = audience.usedBy.length > 0;
  return (
    <>
      <PageHeader
        above={<BackLink href="/audiences">Audiences</BackLink>}
        title={audience.name}
        description={audience.description || undefined}
        actions={
          <>
            {mayWrite && (
              <>
                {OriginAction && <OriginAction audience={audience} />}
                <Button
                  variant="default"
                  leftSection={<IconPencil size={15} />}
                  onClick={() => edit.show(audience)}
                >
                  {words.edit.title}
                </Button>
                <Button
                  variant="default"
                  leftSection={<IconTrash size={15} />}
                  onClick={open}
                  disabled={inUse}
                  title={inUse ? words.remove.inUse : undefined}
                >
                  {words.remove.action}
                </Button>
              </>
            )}
            <SendAudience audience={audience} mayWrite={mayWrite} />
          </>
        }
      />
      <Figures audience={audience} />
      <Text size="sm" c="dimmed" maw={960} mt="sm">
        {audience.token === null ? originMessages.identity : words.identity}
      </Text>
      {edit.panel && (
        <EditDrawer
          key={edit.panel.seen}
          audience={edit.panel.subject}
          opened={edit.panel.opened}
          onClose={edit.close}
        />
      )}
      <DeleteModal
        audience={audience}
        opened={removing}
        onClose={close}
        onDeleted={() => router.push("/audiences")}
      />
    </>
  );
}

/** One audience: who is in it, what came in, how its size went, how it is filled, and who changed it. */
export function AudienceScreen({ id, initial }: { id: string; initial?: AudienceView }) {
  const url = useUrlState();
  const asked = useQuery({
    ...operationQuery(audienceOperations["audiences.get"], { id }),
    initialData: initial,
    refetchInterval: 3_000,
    retry: false,
  });
  const code = asked.error instanceof ApiError ? asked.error.problem.code : null;
  if (code === "not_found" || (code === "invalid" && !asked.data)) {
    return <Missing />;
  }
  const audience = asked.data;
  if (!audience) {
    return asked.error ? <ErrorState error={asked.error} onRetry={() => asked.refetch()} /> : null;
  }
  const tabs = [firstTab, sentTab, ...panelsOf(audience.origin).tabs, ...lastTabs];
  const current = tabs.find((tab) => tab.value === url.get("tab")) ?? firstTab;
  return (
    <>
      <Header audience={audience} />
      <Tabs
        value={current.value}
        onChange={(next) =>
          url.set({
            tab: next === firstTab.value ? null : next,
            search: null,
            cursor: null,
            verdict: null,
            range: null,
            transfer: null,
          })
        }
        keepMounted={false}
        mt="lg"
      >
        <Group justify="space-between" mb="md" gap="xs" wrap="nowrap">
          <Tabs.List className={classes.tabs}>
            {tabs.map(({ value, label, icon: TabIcon }) => (
              <Tabs.Tab key={value} value={value} leftSection={<TabIcon size={15} stroke={1.7} />}>
                {label}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          <LiveMark live={!asked.isError} />
        </Group>
        {tabs.map(({ value, panel: Panel }) => (
          <Tabs.Panel key={value} value={value}>
            <Panel audience={audience} />
          </Tabs.Panel>
        ))}
      </Tabs>
    </>
  );
}
