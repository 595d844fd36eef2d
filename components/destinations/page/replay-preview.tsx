"use client";

import { Alert, Skeleton, Stack, Text } from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { destinationOperations as operations } from "@/lib/destinations/operations.ts";
import type { ReplayPreview as Preview, ReplayFilter } from "@/lib/destinations/schema.ts";
import { destinationPageText } from "@/lib/messages/destination-page.ts";
import { ApiError } from "../../api.ts";
import { callFace } from "../../events/call-face.tsx";
import panel from "../../exports/preview-panel.module.css";
import { operationQuery } from "../../operation-query.ts";
import { countWords } from "../../ui/count.tsx";
import { Time } from "../../ui/time.tsx";
import classes from "./pipeline.module.css";
import { isEmpty } from "./replay-form.ts";
import { sampleName } from "./sample-columns.tsx";

const words = destinationPageText.replays;

/** What a replay by this filter would send; asked again when the filter changes. */
export function useReplayPreview(id: string, filter: ReplayFilter, wanted: boolean) {
  return useQuery({
    ...operationQuery(operations["destinations.replays.preview"], { id, ...filter }),
    enabled: wanted && !isEmpty(filter),
    placeholderData: keepPreviousData,
    retry: false,
  });
}

function Matches({ preview }: { preview: Preview }) {
  if (preview.count === 0) {
    return <Text>{words.none}</Text>;
  }
  const more = preview.more ? "+" : "";
  const calls = countWords(preview.count, "call", "calls").replace(" ", `${more} `);
  return (
    <>
      <Text fw={600} className="numbers">
        {words.count(calls)}
      </Text>
      <Text size="sm" c="dimmed" component="div">
        {words.between} <Time at={preview.oldestAt} /> {words.and} <Time at={preview.newestAt} />
      </Text>
    </>
  );
}

function Samples({ samples }: { samples: Preview["samples"] }) {
  return (
    <section aria-label={words.samples}>
      <Text size="sm" fw={600} mb={4}>
        {words.samples}
      </Text>
      <ul className={classes.reasons}>
        {samples.map((of) => {
          const { icon: Icon } = callFace(of.type);
          return (
            <li key={of.callId} className={classes.sample}>
              <Icon size={15} stroke={1.7} aria-hidden="true" />
              <span className={classes.sampleName}>{sampleName(of)}</span>
              <span className={classes.part}>{of.userId ?? of.anonymousId}</span>
              <span className={classes.part}>
                <Time at={of.receivedAt} />
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

/** How many calls would be sent again, and some of them. Follows the form. */
export function ReplayPreview({
  query,
  empty,
}: {
  query: ReturnType<typeof useReplayPreview>;
  empty: boolean;
}) {
  const preview = query.data;
  return (
    <section
      className={panel.panel}
      aria-label={words.preview}
      data-stale={(query.isFetching && preview !== undefined) || undefined}
    >
      <Stack gap="xs">
        <Text fw={600}>{words.preview}</Text>
        {empty && <Text c="dimmed">{words.waitingForChoice}</Text>}
        {!empty && query.error && (
          <Text c="dimmed">
            {query.error instanceof ApiError
              ? query.error.problem.detail
              : "The preview could not be loaded."}
          </Text>
        )}
        {!empty && !preview && !query.error && (
          <>
            <Skeleton height={16} width="70%" />
            <Skeleton height={60} />
          </>
        )}
        {!empty && preview && !query.error && (
          <>
            <div aria-live="polite">
              <Matches preview={preview} />
            </div>
            {preview.samples.length > 0 && <Samples samples={preview.samples} />}
            {preview.note && preview.count > 0 && (
              <Alert color="yellow" p="xs">
                {preview.note}
              </Alert>
            )}
          </>
        )}
      </Stack>
    </section>
  );
}
