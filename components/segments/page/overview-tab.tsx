import { SegmentedControl, Skeleton, Stack } from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { segmentsMessages } from "@/lib/messages/segments.ts";
import { segmentOperations } from "@/lib/segments/operations.ts";
import type { SegmentView } from "@/lib/segments/schema.ts";
import { sizeRanges } from "@/lib/segments/size-series.ts";
import { operationQuery } from "../../operation-query.ts";
import { ErrorState } from "../../ui/error-state.tsx";
import { useUrlState } from "../../ui/use-url-state.ts";
import { DoMorePanel } from "./do-more-panel.tsx";
import { OverlapPanel } from "./overlap-panel.tsx";
import classes from "./page.module.css";
import { SizeCharts } from "./size-charts.tsx";
import { UsesPanel } from "./uses-panel.tsx";

const words = segmentsMessages.size;

/** How the size of a segment went, what uses it, and how it overlaps with another one. */
export function OverviewTab({ segment }: { segment: SegmentView }) {
  const url = useUrlState();
  const range = sizeRanges.find((each) => each === url.get("range")) ?? "30d";
  const sizes = useQuery({
    ...operationQuery(segmentOperations["segments.sizes"], { id: segment.id, range }),
    placeholderData: keepPreviousData,
    refetchInterval: 5_000,
  });
  return (
    <div className={classes.overview}>
      <Stack>
        <SegmentedControl
          aria-label={words.range}
          size="xs"
          style={{ alignSelf: "flex-start" }}
          value={range}
          onChange={(next) => url.set({ range: next === "30d" ? null : next })}
          data={sizeRanges.map((value) => ({ value, label: words.ranges[value] }))}
        />
        {sizes.data ? (
          <SizeCharts sizes={sizes.data} />
        ) : sizes.error ? (
          <ErrorState error={sizes.error} onRetry={() => sizes.refetch()} />
        ) : (
          <Skeleton height={380} />
        )}
      </Stack>
      <div className={classes.side}>
        {!segment.archivedAt && <DoMorePanel id={segment.id} />}
        <UsesPanel id={segment.id} />
        <OverlapPanel segment={segment} />
      </div>
    </div>
  );
}
