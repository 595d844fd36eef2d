"use client";

import { Box, Button, Group } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import { IconArchive, IconSearchOff, IconSpeakerphone } from "@tabler/icons-react";
import { hashKey, keepPreviousData, useQuery } from "@tanstack/react-query";
import { campaignOperations } from "@/lib/campaigns/operations.ts";
import type { CampaignPage, CampaignRow } from "@/lib/campaigns/schema.ts";
import { campaignsMessages as words } from "@/lib/messages/campaigns.ts";
import { ColumnsPicker, useHiddenColumns } from "../../exports/columns-picker.tsx";
import { PollMark } from "../../exports/poll-mark.tsx";
import { operationQuery } from "../../operation-query.ts";
import { ListTable } from "../../ui/list-table.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { PaginationBar } from "../../ui/pagination-bar.tsx";
import { useUrlState } from "../../ui/use-url-state.ts";
import { usePanel } from "../../use-panel.ts";
import { useVisitor } from "../../visitor.tsx";
import { pace } from "../queries.ts";
import { StopModal } from "../stop-modal.tsx";
import { useCampaignVerbs } from "../use-campaign-verbs.ts";
import { campaignHref } from "../words.ts";
import { campaignColumns } from "./campaign-columns.tsx";
import { ChannelsDrawer } from "./channels-drawer.tsx";
import { isNarrowed, type ListInput, perPageChoices, readListAddress } from "./list-address.ts";
import { ListFilters, resetFilters } from "./list-filters.tsx";
import { rowActions } from "./row-actions.ts";

/** What the server has answered for the address that was asked for. */
export type FirstList = { input: ListInput; page: CampaignPage };

/** Every campaign of the workspace, with what can be done with each. */
export function CampaignsPage({ initial }: { initial?: FirstList }) {
  const url = useUrlState();
  const input = readListAddress(url);
  const mayWrite = useVisitor().can("campaigns.write");
  const [hidden, setHidden] = useHiddenColumns("junction campaigns hidden columns");
  const choosing = usePanel<null>();
  const stopping = usePanel<CampaignRow>();
  const verbs = useCampaignVerbs();
  const list = useQuery({
    ...operationQuery(campaignOperations["campaigns.list"], input),
    initialData: initial && hashKey([initial.input]) === hashKey([input]) ? initial.page : undefined,
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => pace(state.data?.items),
  });
  useHotkeys(mayWrite ? [["n", () => choosing.show(null)]] : []);
  const create = mayWrite ? <Button onClick={() => choosing.show(null)}>{words.create}</Button> : undefined;
  const archived = input.state === "archived";
  return (
    <>
      <PageHeader title={words.title} description={words.description} actions={create} />
      <Group justify="space-between" mb="sm" gap="xs">
        <ListFilters url={url} input={input} />
        <Group gap="md">
          <PollMark failing={list.isError} everyS={pace(list.data?.items) / 1_000} />
          <ColumnsPicker columns={campaignColumns.slice(1)} hidden={hidden} onChange={setHidden} />
        </Group>
      </Group>
      <Box aria-live="off">
        <ListTable
          list={list}
          label={words.title}
          columns={campaignColumns.filter(({ key }) => !hidden.includes(key))}
          rows={list.data?.items}
          rowKey={(row) => row.id}
          rowName={(row) => row.name}
          rowHref={campaignHref}
          actions={(row) =>
            rowActions(row, {
              mayWrite,
              stop: stopping.show,
              change: (campaign, verb) => verbs.mutate({ campaign, verb }),
            })
          }
          nothing={!isNarrowed(input)}
          none={
            archived
              ? {
                  icon: IconArchive,
                  title: words.empty.archived,
                  text: words.empty.archivedText,
                  action: (
                    <Button variant="default" onClick={() => url.set({ state: null })}>
                      {words.empty.showActive}
                    </Button>
                  ),
                }
              : {
                  icon: IconSpeakerphone,
                  title: words.empty.title,
                  text: mayWrite ? words.empty.text : words.empty.readOnly,
                  action: create,
                }
          }
          noMatch={{
            icon: IconSearchOff,
            title: words.noMatch.title,
            reset: words.filters.reset,
            onReset: () => resetFilters(url),
          }}
        />
        {list.data && list.data.total > 0 && (
          <PaginationBar
            page={input.page}
            perPage={input.perPage}
            total={list.data.total}
            choices={perPageChoices}
            onPage={(page) => url.set({ page: page === 1 ? null : page })}
            onPerPage={(perPage) => url.set({ perPage: perPage === 20 ? null : perPage })}
          />
        )}
      </Box>
      <ChannelsDrawer opened={choosing.panel?.opened ?? false} onClose={choosing.close} />
      {stopping.panel && (
        <StopModal
          campaign={stopping.panel.subject}
          opened={stopping.panel.opened}
          onClose={stopping.close}
        />
      )}
    </>
  );
}
