import { Group, SegmentedControl, Skeleton, Text, Title } from "@mantine/core";
import { lazy, Suspense, useState } from "react";
import { useVisitor } from "../visitor.tsx";
import { chartHeights } from "./chart-margin.ts";
import { Count } from "./count.tsx";
import { type Column, DataTable } from "./data-table.tsx";
import { inZone } from "./time-words.ts";

/** The library that draws is heavier than the page around it: it comes when there is something to draw. */
const Charts = lazy(() =>
  import("./over-time-charts.tsx").then(({ OverTimeCharts }) => ({ default: OverTimeCharts })),
);

/** One measure of each point, as it is drawn and called. */
export type Series<Measure extends string> = { name: Measure; label: string; color: string };

export type OverTimeWords = {
  title: string;
  steps: Record<"hour" | "day", string>;
  none: string;
  view: string;
  chart: string;
  table: string;
  at: string;
};

/** What was counted by the hour or the day, as a chart or as the same numbers in a table; a sentence sums it up. */
export function OverTime<Measure extends string>({
  words,
  points,
  step,
  sum,
  bars,
  isStacked = false,
  lines,
}: {
  words: OverTimeWords;
  points: ({ at: string } & Record<Measure, number>)[];
  step: "hour" | "day";
  /** The whole in words. */
  sum: string;
  bars: readonly Series<Measure>[];
  isStacked?: boolean;
  /** In a chart of their own below the bars. */
  lines?: { title: string; series: readonly Series<Measure>[] };
}) {
  type Point = (typeof points)[number];
  const { timeZone } = useVisitor();
  const [shown, setShown] = useState<"chart" | "table">("chart");
  const whenOf = ({ at }: { at: string }) => inZone(at, timeZone, step === "day" ? "day" : "minute");
  const data = points.map((point) => ({ ...point, when: whenOf(point).replace(/ \d{4}/, "") }));
  const columns: Column<Point>[] = [
    { key: "at", header: words.at, narrow: "title", render: whenOf },
    ...[...bars, ...(lines?.series ?? [])].map(
      ({ name, label }): Column<Point> => ({
        key: name,
        header: label,
        align: "right",
        narrowWord: label.toLowerCase(),
        render: (point) => <Count value={point[name]} />,
      }),
    ),
  ];
  return (
    <section aria-label={words.title}>
      <Group justify="space-between" mb={6}>
        <div>
          <Title order={2} fz="md">
            {words.title}{" "}
            <Text span size="sm" c="dimmed" fw={400}>
              {words.steps[step]}
            </Text>
          </Title>
          <Text size="sm" c="dimmed">
            {points.length === 0 ? words.none : sum}
          </Text>
        </div>
        {points.length > 0 && (
          <SegmentedControl
            size="xs"
            aria-label={words.view}
            value={shown}
            onChange={(next) => setShown(next === "table" ? "table" : "chart")}
            data={(["chart", "table"] as const).map((value) => ({ value, label: words[value] }))}
          />
        )}
      </Group>
      {points.length > 0 &&
        (shown === "table" ? (
          <DataTable
            label={words.title}
            columns={columns}
            rows={points.toReversed()}
            rowKey={({ at }) => at}
          />
        ) : (
          // The sentence above and the table say the same to those who do not see it.
          <div aria-hidden="true">
            <Suspense fallback={<Skeleton height={chartHeights.bars + (lines ? chartHeights.lines : 0)} />}>
              <Charts data={data} bars={bars} isStacked={isStacked} lines={lines} />
            </Suspense>
          </div>
        ))}
    </section>
  );
}
