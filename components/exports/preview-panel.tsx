"use client";

import { Alert, Skeleton, Stack, Tabs, Text } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import type { ExportPreview } from "@/lib/exports/schema.ts";
import { countOf } from "@/lib/messages/exports.ts";
import { ApiError } from "../api.ts";
import { countWords } from "../ui/count.tsx";
import { CallView } from "./call-view.tsx";
import { addDays, rangeWords, todayIn } from "./date-words.ts";
import classes from "./preview-panel.module.css";
import type { usePreview } from "./queries.ts";

type Query = ReturnType<typeof usePreview>;

/** What stands behind the number. */
function endingOf(preview: ExportPreview, timeZone: string): string {
  const dayOf = (at: string): string => todayIn(timeZone, new Date(at));
  const days =
    preview.rangeFrom && preview.rangeTo
      ? rangeWords(dayOf(preview.rangeFrom), addDays(dayOf(preview.rangeTo), -1))
      : null;
  const words: Record<ExportPreview["basis"], string> = {
    range: days ? ` of ${days} match.` : " match in the days chosen.",
    last_24_hours: " of the last 24 hours match, which gives an idea of the volume.",
    people: " match, as they are now.",
  };
  return words[preview.basis];
}

function Matches({ preview, timeZone }: { preview: ExportPreview; timeZone: string }) {
  const [one, many] = preview.basis === "people" ? ["person", "people"] : ["event", "events"];
  return (
    <Text>
      <Text span fw={600} className="numbers">
        {preview.matches === null
          ? `More ${many} than could be counted quickly`
          : countWords(preview.matches, one ?? "", many ?? "")}
      </Text>
      {endingOf(preview, timeZone)}
    </Text>
  );
}

function Calls({ calls }: { calls: ExportPreview["calls"] }) {
  if (calls.length === 0) {
    return <Text c="dimmed">No call to show: nothing matches yet.</Text>;
  }
  return (
    <Tabs defaultValue="0" variant="pills" keepMounted={false} className={classes.calls}>
      <Tabs.List aria-label="Exact calls" mb="xs">
        {calls.map((_call, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the calls are examples without identity
          <Tabs.Tab key={index} value={String(index)} className={classes.tab}>
            Call {index + 1}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {calls.map((call, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the calls are examples without identity
        <Tabs.Panel key={index} value={String(index)}>
          <CallView value={call} label={`Body of call ${index + 1}`} />
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}

/** What would be sent: how much, who would be left out, and three of the exact calls. Follows the form. */
export function PreviewPanel({ query, ready, timeZone }: { query: Query; ready: boolean; timeZone: string }) {
  const preview = query.data;
  const stale = query.isFetching && preview !== undefined;
  return (
    <section className={classes.panel} aria-label="Preview" data-stale={stale || undefined}>
      <Stack gap="xs">
        <Text fw={600}>
          Preview
          {stale && (
            <Text span c="dimmed" fw={400} size="sm">
              {" "}
              updating…
            </Text>
          )}
        </Text>
        {!ready && !preview && <Text c="dimmed">Complete the fields above to see what will be sent.</Text>}
        {ready && query.isError && (
          <Text c="dimmed">
            {query.error instanceof ApiError
              ? query.error.problem.detail
              : "The preview could not be loaded. The export can be created nevertheless."}
          </Text>
        )}
        {ready && !preview && !query.isError && (
          <>
            <Skeleton height={16} width="70%" />
            <Skeleton height={120} />
          </>
        )}
        {preview && !(ready && query.isError) && (
          <>
            <div aria-live="polite">
              <Matches preview={preview} timeZone={timeZone} />
            </div>
            {preview.peopleWithoutIdentifier !== null && preview.peopleWithoutIdentifier > 0 && (
              <Alert color="yellow" p="xs" icon={<IconAlertTriangle size={16} />}>
                {countOf(preview.peopleWithoutIdentifier)}
                {preview.people === null ? "" : ` of ${countWords(preview.people, "person", "people")}`} lack
                every identifier chosen; their records would be rejected.
              </Alert>
            )}
            <Calls calls={preview.calls} />
          </>
        )}
      </Stack>
    </section>
  );
}
