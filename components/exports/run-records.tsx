"use client";

import { Button, Group, Text } from "@mantine/core";
import { IconCircleCheck, IconSearchOff } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import type { ExportView, RecordView, RunDetail } from "@/lib/exports/schema.ts";
import { recordsText } from "@/lib/messages/exports.ts";
import { countWords } from "../ui/count.tsx";
import { DataTable } from "../ui/data-table.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { ErrorState } from "../ui/error-state.tsx";
import { SearchField } from "../ui/search-field.tsx";
import { useVisitor } from "../visitor.tsx";
import { CallView } from "./call-view.tsx";
import classes from "./export-page.module.css";
import { useRecords } from "./queries.ts";
import { recordColumns } from "./record-columns.tsx";
import { RetryButton } from "./retry-button.tsx";

function toggled(set: Set<string>, ids: string[], on: boolean): Set<string> {
  const next = new Set(set);
  for (const id of ids) {
    if (on) {
      next.add(id);
    } else {
      next.delete(id);
    }
  }
  return next;
}

function Exchange({ record }: { record: RecordView }) {
  return (
    <div className={classes.exchange}>
      <section aria-label="Sent">
        <Text size="xs" fw={600} mb={4}>
          {record.verdict === "waiting" ? "Will be sent" : "Sent"}
        </Text>
        <CallView value={record.request} label="Request" />
      </section>
      {record.verdict !== "waiting" && (
        <section aria-label="Answered">
          <Text size="xs" fw={600} mb={4}>
            Answered
          </Text>
          {record.answer ? (
            <CallView value={record.answer} label="Answer" />
          ) : (
            <Text size="sm" c="dimmed">
              {record.verdict === "rejected"
                ? "It was kept back before it left, for the reason given."
                : "The answer of each accepted batch is not kept."}
            </Text>
          )}
        </section>
      )}
    </div>
  );
}

/** The records of a run with one verdict: search all of them, choose, retry, look at the exact exchange. */
export function RunRecords({
  of,
  run,
  verdict,
  onRetried,
}: {
  of: ExportView;
  run: RunDetail;
  verdict: RecordView["verdict"];
  onRetried: (runId: string, number: number) => void;
}) {
  const { can } = useVisitor();
  const [search, setSearch] = useState("");
  const [chosen, setChosen] = useState(new Set<string>());
  const [opened, setOpened] = useState(new Set<string>());
  const records = useRecords(of.id, run.id, { verdict, search }, run.status === "RUNNING");
  const loaded = records.data?.pages.flatMap((page) => page.items);
  const { hasNextPage, isFetching, fetchNextPage } = records;
  const looksOn = loaded?.length === 0 && hasNextPage;
  useEffect(() => {
    // A page may hold none of the wanted rows though later ones do.
    if (looksOn && !isFetching) {
      fetchNextPage();
    }
  }, [looksOn, isFetching, fetchNextPage]);
  const canRetry = verdict === "rejected" && can("exports.write");
  const selectable = loaded?.filter((record) => record.retriedIn === null) ?? [];
  const columns = recordColumns({
    exportId: of.id,
    verdict,
    chosen: canRetry ? chosen : null,
    choose: (ids, on) => setChosen((now) => toggled(now, ids, on)),
    selectable,
    opened,
    toggle: (id) => setOpened((now) => toggled(now, [id], !now.has(id))),
  });
  return (
    <>
      {(search !== "" || loaded === undefined || loaded.length > 0) && (
        <Group justify="space-between" mb="xs" gap="xs">
          <SearchField label="Search this run" value={search} onSearch={setSearch} />
          {canRetry && selectable.length > 0 && (
            <RetryButton
              of={of}
              run={run}
              recordIds={chosen.size > 0 ? [...chosen] : null}
              onRetried={(runId, number) => {
                setChosen(new Set());
                onRetried(runId, number);
              }}
            />
          )}
        </Group>
      )}
      {records.isError && !loaded ? (
        <ErrorState error={records.error} onRetry={() => records.refetch()} />
      ) : (
        <DataTable
          label={`${verdict} records`}
          columns={columns}
          rows={looksOn ? undefined : loaded}
          rowKey={(record) => record.id}
          onRowClick={(record) => setOpened((now) => toggled(now, [record.id], !now.has(record.id)))}
          below={(record) => opened.has(record.id) && <Exchange record={record} />}
          empty={
            search === "" ? (
              <EmptyState icon={IconCircleCheck} title={recordsText.nothing[verdict]} />
            ) : (
              <EmptyState icon={IconSearchOff} title={recordsText.noMatch.title}>
                {recordsText.noMatch.body[verdict]}
              </EmptyState>
            )
          }
        />
      )}
      <Group mt="sm" gap="sm">
        {loaded && loaded.length > 0 && (
          <Text size="sm" c="dimmed" role="status">
            {search === ""
              ? `${countWords(loaded.length, "row", "rows")} loaded`
              : `${countWords(loaded.length, "row matches", "rows match")}${records.hasNextPage ? ", more below" : ""}`}
          </Text>
        )}
        {records.hasNextPage && (
          <Button
            size="xs"
            variant="default"
            loading={records.isFetchingNextPage}
            onClick={() => records.fetchNextPage()}
          >
            Load more rows
          </Button>
        )}
      </Group>
    </>
  );
}
