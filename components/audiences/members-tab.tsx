"use client";

import { Button, Group, Stack } from "@mantine/core";
import { IconDownload, IconUserSearch, IconUsers } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Link } from "@/components/ui/link.tsx";
import { audienceOperations } from "@/lib/audiences/operations.ts";
import type { AudienceView, MemberView } from "@/lib/audiences/schema.ts";
import { originMessages } from "@/lib/messages/audience-origins.ts";
import { audiencesMessages } from "@/lib/messages/audiences.ts";
import { hrefOf } from "../api.ts";
import { operationQuery } from "../operation-query.ts";
import { CursorBar } from "../ui/cursor-bar.tsx";
import { Dash } from "../ui/dash.tsx";
import { type Column, DataTable } from "../ui/data-table.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { ErrorState } from "../ui/error-state.tsx";
import { Facts } from "../ui/facts.tsx";
import { JsonView } from "../ui/json-view.tsx";
import { SearchField } from "../ui/search-field.tsx";
import { SideDrawer } from "../ui/side-drawer.tsx";
import { Time } from "../ui/time.tsx";
import { useUrlState } from "../ui/use-url-state.ts";
import { usePanel } from "../use-panel.ts";
import classes from "./audiences.module.css";

const words = audiencesMessages.members;
const PER_PAGE = 50;
const SHOWN_PROPERTIES = 3;

function Properties({ of }: { of: MemberView["properties"] }) {
  const all = Object.entries(of);
  if (all.length === 0) {
    return <Dash meaning={words.noProperties} />;
  }
  return (
    <>
      {all.slice(0, SHOWN_PROPERTIES).map(([name, value]) => (
        <span key={name} className={classes.property}>
          {name}: {String(value)}
        </span>
      ))}
      {all.length > SHOWN_PROPERTIES && words.more(all.length - SHOWN_PROPERTIES)}
    </>
  );
}

const columns: Column<MemberView>[] = [
  {
    key: "identity",
    header: "Identity",
    narrow: "title",
    render: (member) =>
      member.personId ? (
        <Link href={`/people/${member.personId}`} className={classes.identity} title={member.identity}>
          {member.identity}
        </Link>
      ) : (
        <span className={classes.identity} title={member.identity}>
          {member.identity}
        </span>
      ),
  },
  { key: "properties", header: "Properties", render: (member) => <Properties of={member.properties} /> },
  { key: "joined", header: "Joined", render: (member) => <Time at={member.joinedAt} relative /> },
  {
    key: "updated",
    header: "Newest upsert",
    narrow: "hide",
    render: (member) => <Time at={member.updatedAt} precision="second" />,
  },
];

/** Who is in the audience: search, properties, CSV. */
export function MembersTab({ audience }: { audience: AudienceView }) {
  const url = useUrlState();
  const search = url.get("search") ?? "";
  const cursor = url.get("cursor") ?? "";
  const detail = usePanel<MemberView>();
  const list = useQuery({
    ...operationQuery(audienceOperations["audiences.members"], {
      id: audience.id,
      search: search || undefined,
      cursor: cursor || undefined,
      limit: PER_PAGE,
    }),
    placeholderData: keepPreviousData,
    refetchInterval: 3_000,
  });
  const shown = detail.panel?.subject;
  return (
    <>
      <Group justify="space-between" mb="sm" gap="xs">
        <SearchField
          label={words.search}
          value={search}
          onSearch={(text) => url.set({ search: text, cursor: null })}
        />
        <Button
          component="a"
          variant="default"
          leftSection={<IconDownload size={15} />}
          href={hrefOf(audienceOperations["audiences.membersCsv"], { id: audience.id })}
          download={`${audience.name}.csv`}
        >
          {words.download}
        </Button>
      </Group>
      {list.error && !list.data ? (
        <ErrorState error={list.error} onRetry={() => list.refetch()} />
      ) : (
        <DataTable
          label="Members"
          columns={columns}
          rows={list.data?.items}
          rowKey={(member) => member.identity}
          onRowClick={detail.show}
          actions={(member) => [
            {
              label: "Show properties",
              icon: IconUserSearch,
              quick: true,
              onClick: () => detail.show(member),
            },
          ]}
          skeletonRows={8}
          empty={
            <EmptyState icon={IconUsers} title={search ? words.none : words.empty}>
              {search
                ? words.noneText
                : (originMessages.nobody[audience.origin] ??
                  (audience.changedAt === null ? words.emptyText : words.leftText))}
            </EmptyState>
          }
        />
      )}
      <CursorBar
        cursor={cursor}
        next={list.data?.nextCursor}
        onCursor={(next) => url.set({ cursor: next })}
      />
      <SideDrawer opened={detail.panel?.opened ?? false} onClose={detail.close} title={shown?.identity ?? ""}>
        {shown && (
          <Stack>
            <Facts
              facts={[
                { label: "Joined", value: <Time at={shown.joinedAt} precision="second" /> },
                { label: "Newest upsert", value: <Time at={shown.updatedAt} precision="second" /> },
                {
                  label: "Person",
                  value: shown.personId ? (
                    <Link href={`/people/${shown.personId}`}>Open person</Link>
                  ) : (
                    <Dash meaning="no person has this user id or e-mail" />
                  ),
                },
              ]}
            />
            <JsonView label="Properties" value={shown.properties} />
          </Stack>
        )}
      </SideDrawer>
    </>
  );
}
