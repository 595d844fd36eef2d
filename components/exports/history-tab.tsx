"use client";

import { Group, Skeleton, Stack, Text } from "@mantine/core";
import { IconArrowRight, IconHistory } from "@tabler/icons-react";
import { auditWords } from "@/lib/messages/exports.ts";
import { EmptyState } from "../ui/empty-state.tsx";
import { ErrorState } from "../ui/error-state.tsx";
import { LoadMore } from "../ui/load-more.tsx";
import { Time } from "../ui/time.tsx";
import { useVisitor } from "../visitor.tsx";
import { changeWords } from "./change-words.ts";
import classes from "./export-page.module.css";
import { useHistory } from "./queries.ts";

/** Who did what to the export, newest first, each change from → to. */
export function HistoryTab({ id }: { id: string }) {
  const { timeZone } = useVisitor();
  const history = useHistory(id);
  const entries = history.data?.pages.flatMap((page) => page.items);
  if (history.isError && !entries) {
    return <ErrorState error={history.error} onRetry={() => history.refetch()} />;
  }
  if (!entries) {
    return (
      <Stack>
        {[1, 2, 3].map((line) => (
          <Skeleton key={line} height={36} />
        ))}
      </Stack>
    );
  }
  if (entries.length === 0) {
    return (
      <EmptyState icon={IconHistory} title="No history yet">
        Whoever creates, edits or stops this export is noted here.
      </EmptyState>
    );
  }
  return (
    <>
      <ol className={classes.history} aria-label="History of this export">
        {entries.map((entry) => (
          <li key={entry.id} className={classes.entry}>
            <Group justify="space-between" gap="xs">
              <Text size="sm">
                <b>{entry.actorName}</b> {auditWords(entry.action)}
              </Text>
              <Text size="sm" c="dimmed" component="span">
                <Time at={entry.at} />
              </Text>
            </Group>
            {Object.keys(entry.changes).length > 0 && (
              <ul className={classes.changes}>
                {changeWords(entry.changes, timeZone).map((change) => (
                  <li key={change.label}>
                    {change.label}: <span className={classes.from}>{change.from}</span>{" "}
                    <IconArrowRight size={12} aria-label="to" role="img" /> <span>{change.to}</span>
                  </li>
                ))}
              </ul>
            )}
          </li>
        ))}
      </ol>
      <LoadMore list={history}>Show older changes</LoadMore>
    </>
  );
}
