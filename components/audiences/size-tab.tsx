"use client";

import { AreaChart, BarChart } from "@mantine/charts";
import { SegmentedControl, Skeleton, Stack, Text } from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { audienceOperations } from "@/lib/audiences/operations.ts";
import type { AudienceView, SizesView } from "@/lib/audiences/schema.ts";
import { sizeRanges } from "@/lib/audiences/size-series.ts";
import { audiencesMessages } from "@/lib/messages/audiences.ts";
import { operationQuery } from "../operation-query.ts";
import { chartMargin } from "../ui/chart-margin.ts";
import { countWords } from "../ui/count.tsx";
import { ErrorState } from "../ui/error-state.tsx";
import { inZone } from "../ui/time-words.ts";
import { useUrlState } from "../ui/use-url-state.ts";

const words = audiencesMessages.size;
const short = new Intl.NumberFormat("en", { notation: "compact" });
const full = new Intl.NumberFormat("en");

/** Under the axis the hour is enough for a day, and the day for more. */
function tickWords(at: string, range: SizesView["range"]): string {
  const [day = "", time = ""] = at.split(", ");
  return range === "24h" ? time.slice(0, 5) : day.split(" ").slice(0, 2).join(" ");
}

function Charts({ sizes }: { sizes: SizesView }) {
  const { points, range, timeZone } = sizes;
  const sum = (of: "joined" | "left") => points.reduce((total, point) => total + point[of], 0);
  const all = points.map((point) => point.size);
  const byDay = range === "90d";
  const data = points.map((point) => ({
    at: inZone(point.at, timeZone, byDay ? "day" : "minute"),
    size: point.size,
    joined: point.joined,
    left: point.left,
  }));
  const shared = {
    data,
    dataKey: "at",
    gridAxis: "x" as const,
    tickLine: "none" as const,
    valueFormatter: (value: number) => full.format(value),
    yAxisProps: { width: 44, tickFormatter: (value: number) => short.format(value), allowDecimals: false },
    xAxisProps: { minTickGap: 40, tickFormatter: (at: string) => tickWords(at, range) },
  };
  return (
    <Stack gap="lg">
      <figure style={{ margin: 0 }}>
        <figcaption>
          <Text size="sm" c="dimmed" mb={6}>
            {countWords(all.at(-1) ?? 0, "user", "users")} now; at most {full.format(Math.max(...all))}, at
            least {full.format(Math.min(...all))} in the last {words.ranges[range]}
          </Text>
        </figcaption>
        <div aria-hidden="true">
          <AreaChart
            {...shared}
            h={220}
            series={[{ name: "size", label: "Users", color: "indigo.5" }]}
            curveType="stepAfter"
            withDots={false}
            areaChartProps={{ accessibilityLayer: false, margin: chartMargin }}
          />
        </div>
      </figure>
      <figure style={{ margin: 0 }}>
        <figcaption>
          <Text size="sm" c="dimmed" mb={6}>
            {full.format(sum("joined"))} joined and {full.format(sum("left"))} left
          </Text>
        </figcaption>
        <div aria-hidden="true">
          <BarChart
            {...shared}
            h={140}
            series={[
              { name: "joined", label: "Joined", color: "teal.6" },
              { name: "left", label: "Left", color: "orange.6" },
            ]}
            type="stacked"
            barChartProps={{ accessibilityLayer: false, margin: chartMargin }}
          />
        </div>
      </figure>
    </Stack>
  );
}

/** How the size went, and how many joined and left. */
export function SizeTab({ audience }: { audience: AudienceView }) {
  const url = useUrlState();
  const range = sizeRanges.find((each) => each === url.get("range")) ?? "7d";
  const sizes = useQuery({
    ...operationQuery(audienceOperations["audiences.sizes"], { id: audience.id, range }),
    placeholderData: keepPreviousData,
    refetchInterval: 5_000,
  });
  return (
    <Stack>
      <SegmentedControl
        aria-label="Range"
        size="xs"
        style={{ alignSelf: "flex-start" }}
        value={range}
        onChange={(next) => url.set({ range: next === "7d" ? null : next })}
        data={sizeRanges.map((value) => ({ value, label: words.ranges[value] }))}
      />
      {sizes.data ? (
        <Charts sizes={sizes.data} />
      ) : sizes.error ? (
        <ErrorState error={sizes.error} onRetry={() => sizes.refetch()} />
      ) : (
        <Skeleton height={380} />
      )}
    </Stack>
  );
}
