"use client";

import { ActionIcon, Button, Group, Stack, Text } from "@mantine/core";
import { IconChevronDown, IconChevronRight, IconDownload } from "@tabler/icons-react";
import { useState } from "react";
import { transfersText as text } from "@/lib/messages/transfers.ts";
import { transferOperations } from "@/lib/transfers/operations.ts";
import type { TransferMemberView } from "@/lib/transfers/schema.ts";
import { hrefOf } from "../api.ts";
import { CallView } from "../exports/call-view.tsx";
import { type Column, DataTable } from "../ui/data-table.tsx";
import { SearchField } from "../ui/search-field.tsx";
import { Time } from "../ui/time.tsx";
import { useRefused } from "./queries.ts";

function columnsFor(opened: string | null, toggle: (identity: string) => void): Column<TransferMemberView>[] {
  return [
    { key: "identity", header: "Identity", narrow: "title", render: (row) => row.identity },
    { key: "code", header: "Code", render: (row) => <code>{row.code}</code> },
    { key: "reason", header: "Reason", render: (row) => row.reason },
    { key: "at", header: "When", render: (row) => <Time at={row.at} precision="second" /> },
    {
      key: "open",
      header: <span className="visually-hidden">Exchange</span>,
      align: "right",
      width: 40,
      render: (row) => {
        const open = opened === row.identity;
        const Chevron = open ? IconChevronDown : IconChevronRight;
        return (
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-expanded={open}
            aria-label={`What was sent and answered for ${row.identity}`}
            onClick={() => toggle(row.identity)}
          >
            <Chevron size={15} />
          </ActionIcon>
        );
      },
    },
  ];
}

/** Users whom the partner refused, each with its code, the reason and the exact exchange. */
export function RefusedMembers({ id }: { id: string }) {
  const [search, setSearch] = useState("");
  const [opened, setOpened] = useState<string | null>(null);
  const refused = useRefused(id, search);
  const rows = refused.data?.pages.flatMap((page) => page.items);
  if (rows?.length === 0 && search === "") {
    return (
      <Text size="sm" c="dimmed">
        {text.refusedNone}
      </Text>
    );
  }
  const toggle = (identity: string) => setOpened(opened === identity ? null : identity);
  return (
    <Stack gap="xs">
      <Group justify="space-between" gap="xs">
        <SearchField label="Search by identity" value={search} onSearch={setSearch} />
        <Button
          component="a"
          size="xs"
          variant="default"
          leftSection={<IconDownload size={14} />}
          href={hrefOf(transferOperations["transfers.refusedCsv"], { id })}
          download="refused users.csv"
        >
          {text.downloadCsv}
        </Button>
      </Group>
      <DataTable
        label={text.refusedTitle}
        columns={columnsFor(opened, toggle)}
        rows={rows}
        rowKey={(row) => row.identity}
        rowName={(row) => row.identity}
        below={(row) =>
          opened === row.identity && (
            <Stack gap="xs">
              <CallView value={row.request} label={`What was sent for ${row.identity}`} />
              <CallView value={row.answer} label={`What was answered for ${row.identity}`} />
            </Stack>
          )
        }
        empty={
          <Text size="sm" c="dimmed">
            Nobody of that name was refused.
          </Text>
        }
      />
      {refused.hasNextPage && (
        <Button
          size="xs"
          variant="default"
          loading={refused.isFetchingNextPage}
          onClick={() => refused.fetchNextPage()}
        >
          Show more
        </Button>
      )}
    </Stack>
  );
}
