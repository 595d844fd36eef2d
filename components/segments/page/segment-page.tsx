"use client";

import { Button, Group, Tabs } from "@mantine/core";
import {
  IconArrowsExchange,
  IconChartAreaLine,
  IconChartCircles,
  IconFileTypeCsv,
  IconFilter,
  IconUsers,
} from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { listMessages } from "@/lib/messages/lists.ts";
import { segmentsMessages as words } from "@/lib/messages/segments.ts";
import { segmentOperations } from "@/lib/segments/operations.ts";
import type { SegmentView } from "@/lib/segments/schema.ts";
import { ApiError } from "../../api.ts";
import { operationQuery } from "../../operation-query.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { Link } from "../../ui/link.tsx";
import { LiveMark } from "../../ui/live-mark.tsx";
import { useUrlState } from "../../ui/use-url-state.ts";
import { ListImports } from "../lists/list-imports.tsx";
import { SegmentEditor } from "../segment-editor.tsx";
import { ChangesTab } from "./changes-tab.tsx";
import { MembersTab } from "./members-tab.tsx";
import { OverviewTab } from "./overview-tab.tsx";
import classes from "./page.module.css";
import { SegmentHeader } from "./segment-header.tsx";

const tabs = [
  { value: "overview", icon: IconChartAreaLine },
  { value: "members", icon: IconUsers },
  { value: "changes", icon: IconArrowsExchange },
  { value: "imports", icon: IconFileTypeCsv },
  { value: "definition", icon: IconFilter },
] as const;

type Tab = (typeof tabs)[number]["value"];

function tabWords(tab: Tab, { kind }: SegmentView): string {
  if (tab === "imports") {
    return listMessages.tab;
  }
  return tab === "definition" && kind === "list" ? words.tabs.details : words.tabs[tab];
}

/** What other tabs keep in the address goes with them. */
const nothingElse = { search: null, cursor: null, which: null, day: null, range: null, import: null };

function Missing() {
  return (
    <EmptyState
      icon={IconChartCircles}
      title={words.missing.title}
      action={
        <Button component={Link} href="/segments">
          {words.missing.open}
        </Button>
      }
    >
      {words.missing.text}
    </EmptyState>
  );
}

/** One segment: how its size went, who is in it, who came and went, and whom it means. */
export function SegmentPage({ id, initial }: { id: string; initial?: SegmentView }) {
  const url = useUrlState();
  const asked = useQuery({
    ...operationQuery(segmentOperations["segments.get"], { id }),
    initialData: initial,
    refetchInterval: ({ state }) => (state.data?.state === "counting" ? 1_500 : 5_000),
    retry: false,
  });
  // Why somebody is in it is asked of its definition.
  const first = url.get("person") ? "definition" : "overview";
  const current = tabs.find(({ value }) => value === (url.get("tab") ?? first))?.value ?? "overview";
  const [isBuilt, setIsBuilt] = useState(false);
  if (current === "definition" && !isBuilt) {
    setIsBuilt(true);
  }
  const code = asked.error instanceof ApiError ? asked.error.problem.code : null;
  if (code === "not_found" || (code === "invalid" && !asked.data)) {
    return <Missing />;
  }
  const segment = asked.data;
  if (!segment) {
    return asked.error ? <ErrorState error={asked.error} onRetry={() => asked.refetch()} /> : null;
  }
  return (
    <>
      <SegmentHeader segment={segment} />
      <Tabs
        value={current}
        onChange={(next) =>
          url.set({ ...nothingElse, person: null, with: null, tab: next === "overview" ? null : next })
        }
        keepMounted={false}
        mt="lg"
      >
        <Group justify="space-between" mb="md" gap="xs" wrap="nowrap">
          <Tabs.List className={classes.tabs}>
            {tabs
              .filter(({ value }) => value !== "imports" || segment.kind === "list")
              .map(({ value, icon: Icon }) => (
                <Tabs.Tab key={value} value={value} leftSection={<Icon size={15} stroke={1.7} />}>
                  {tabWords(value, segment)}
                </Tabs.Tab>
              ))}
          </Tabs.List>
          <LiveMark live={!asked.isError} />
        </Group>
        <Tabs.Panel value="overview">
          <OverviewTab segment={segment} />
        </Tabs.Panel>
        <Tabs.Panel value="members">
          <MembersTab segment={segment} />
        </Tabs.Panel>
        <Tabs.Panel value="changes">
          <ChangesTab segment={segment} />
        </Tabs.Panel>
        {segment.kind === "list" && (
          <Tabs.Panel value="imports">
            <ListImports list={segment} />
          </Tabs.Panel>
        )}
        {/* What is typed there stays while another tab is looked at. */}
        <Tabs.Panel value="definition" keepMounted={isBuilt}>
          <SegmentEditor segment={segment} />
        </Tabs.Panel>
      </Tabs>
    </>
  );
}
