"use client";

import { Group, SegmentedControl, Skeleton, Stack, Text } from "@mantine/core";
import { type DestinationView, destinationWindows, type PipelineView } from "@/lib/destinations/schema.ts";
import { destinationPageText } from "@/lib/messages/destination-page.ts";
import { destinationsText, windowWords } from "@/lib/messages/destinations.ts";
import { countOf, durationWords } from "@/lib/messages/exports.ts";
import { Dash } from "../../ui/dash.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import type { UrlState } from "../../ui/use-url-state.ts";
import { usePipeline } from "../queries.ts";
import classes from "./pipeline.module.css";
import { PipelineChart } from "./pipeline-chart.tsx";
import { PipelineStages, WarnedButton } from "./pipeline-stages.tsx";
import { StageDetail } from "./stage-detail.tsx";
import { stageNamed, windowNamed } from "./stage-names.ts";

const text = destinationsText.pipeline;

function Latency({ label, ms }: { label: string; ms: number | null }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{ms === null ? <Dash /> : durationWords(ms)}</dd>
    </div>
  );
}

function Speed({ view }: { view: PipelineView }) {
  return (
    <dl className={classes.facts}>
      <Latency label={`${text.p50} (P50)`} ms={view.p50Ms} />
      <Latency label={`${text.p95} (P95)`} ms={view.p95Ms} />
    </dl>
  );
}

/** The way of the calls through a destination over a window of time, live. */
export function PipelineTab({ of, url }: { of: DestinationView; url: UrlState }) {
  const window = windowNamed(url.get("window"));
  const stage = stageNamed(url.get("stage"));
  const pipeline = usePipeline({ id: of.id, window });
  const view = pipeline.data;
  const open = (next: string | null): void => url.set({ stage: next, code: null });
  return (
    <Stack gap="lg">
      <SegmentedControl
        size="xs"
        w="fit-content"
        aria-label={destinationPageText.pipeline.window}
        value={window}
        onChange={(next) => url.set({ window: next === "1h" ? null : next, code: null })}
        data={destinationWindows.map((value) => ({ value, label: windowWords[value] }))}
      />
      {pipeline.error && !view && <ErrorState error={pipeline.error} onRetry={() => pipeline.refetch()} />}
      {!pipeline.error && !view && (
        <Stack aria-busy="true">
          <Skeleton height={88} />
          <Skeleton height={160} />
        </Stack>
      )}
      {view && (
        <>
          <PipelineStages view={view} sourceId={of.sourceId} stage={stage} onStage={open} />
          <Group justify="space-between" gap="md" align="flex-end">
            <Stack gap={4}>
              <Text size="sm" fw={600}>
                {text.latency}
              </Text>
              <Speed view={view} />
            </Stack>
            <Group gap="sm">
              {view.replayed > 0 && (
                <Text size="sm" c="dimmed">
                  {countOf(view.replayed)} {text.replayed}
                </Text>
              )}
              {(view.warned > 0 || stage === "warned") && (
                <WarnedButton
                  count={view.warned}
                  pressed={stage === "warned"}
                  onPress={() => open(stage === "warned" ? null : "warned")}
                />
              )}
            </Group>
          </Group>
          <PipelineChart view={view} />
          {stage ? (
            <StageDetail
              key={stage}
              id={of.id}
              window={window}
              stage={stage}
              code={url.get("code")}
              onCode={(code) => url.set({ code })}
              onCall={(call) => url.set({ call })}
              onClose={() => open(null)}
            />
          ) : (
            <Text size="sm" c="dimmed">
              {destinationPageText.pipeline.choose}
            </Text>
          )}
        </>
      )}
    </Stack>
  );
}
