"use client";

import { CloseButton, Group, Text, Title } from "@mantine/core";
import type { PipelineView } from "@/lib/destinations/schema.ts";
import { destinationPageText } from "@/lib/messages/destination-page.ts";
import { destinationsText, stageWords } from "@/lib/messages/destinations.ts";
import { DataTable } from "../../ui/data-table.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { useReasons, useSamples } from "../queries.ts";
import classes from "./pipeline.module.css";
import { ReasonList } from "./reason-list.tsx";
import { sampleColumns, sampleName } from "./sample-columns.tsx";
import { reasonStage, type SampleStage } from "./stage-names.ts";

const words = destinationPageText.pipeline;

/** What stands behind a stage's number: its reasons, and the newest calls of it. */
export function StageDetail({
  id,
  window,
  stage,
  code,
  onCode,
  onCall,
  onClose,
}: {
  id: string;
  window: PipelineView["window"];
  stage: SampleStage;
  code: string | null;
  onCode: (code: string | null) => void;
  onCall: (callId: string) => void;
  onClose: () => void;
}) {
  const withReasons = reasonStage(stage);
  const reasons = useReasons({ id, window, stage: withReasons ?? "refused" }, withReasons !== null);
  const samples = useSamples({ id, window, stage, ...(code && { code }) });
  return (
    <section aria-label={stageWords[stage].label}>
      <Group justify="space-between" mb="sm" wrap="nowrap" align="flex-start">
        <div>
          <Title order={2} size="h4">
            {stageWords[stage].label}
          </Title>
          <Text size="sm" c="dimmed">
            {stageWords[stage].help}
          </Text>
        </div>
        <CloseButton aria-label={words.close} onClick={onClose} />
      </Group>
      <div className={classes.detail} data-single={withReasons === null || undefined}>
        {withReasons && (
          <ReasonList
            label={words.why[stage]}
            reasons={reasons.data?.items}
            code={code}
            // Which of its reasons a request was sent again for is not kept call by call.
            onCode={stage === "retried" ? null : onCode}
          />
        )}
        <div style={{ minWidth: 0 }}>
          <Text size="sm" fw={600} mb={6}>
            {destinationsText.pipeline.samples}
          </Text>
          {samples.error && !samples.data ? (
            <ErrorState error={samples.error} onRetry={() => samples.refetch()} />
          ) : (
            <DataTable
              label={destinationsText.pipeline.samples}
              columns={sampleColumns(onCall)}
              rows={samples.data?.items}
              rowKey={(of) => of.callId}
              rowName={sampleName}
              onRowClick={(of) => onCall(of.callId)}
              skeletonRows={4}
              empty={
                <Text size="sm" c="dimmed" py="md">
                  {destinationsText.pipeline.noSamples}
                </Text>
              }
            />
          )}
        </div>
      </div>
    </section>
  );
}
