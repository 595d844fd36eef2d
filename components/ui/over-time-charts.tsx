import { BarChart, LineChart } from "@mantine/charts";
import { Text } from "@mantine/core";
import { chartHeights, chartMargin } from "./chart-margin.ts";
import type { Series } from "./over-time.tsx";

const short = new Intl.NumberFormat("en", { notation: "compact" });
const full = new Intl.NumberFormat("en");

const axes = {
  dataKey: "when",
  valueFormatter: (value: number) => full.format(value),
  yAxisProps: { width: 44, tickFormatter: (value: number) => short.format(value), allowDecimals: false },
  xAxisProps: { minTickGap: 30 },
  gridAxis: "x" as const,
  tickLine: "none" as const,
  withLegend: true,
  legendProps: { verticalAlign: "bottom" as const, height: 32 },
};

/** Bars over time, with lines in a chart of their own below them where there are any; loaded by `OverTime`. */
export function OverTimeCharts({
  data,
  bars,
  isStacked,
  lines,
}: {
  data: ({ when: string } & Record<string, string | number>)[];
  bars: readonly Series<string>[];
  isStacked: boolean;
  lines?: { title: string; series: readonly Series<string>[] };
}) {
  return (
    <>
      <BarChart
        {...axes}
        h={chartHeights.bars}
        data={data}
        type={isStacked ? "stacked" : "default"}
        series={[...bars]}
        maxBarWidth={28}
        barChartProps={{ accessibilityLayer: false, margin: chartMargin }}
      />
      {lines && (
        <>
          <Text size="sm" c="dimmed" mt="md" mb={6}>
            {lines.title}
          </Text>
          <LineChart
            {...axes}
            h={chartHeights.lines}
            data={data}
            series={[...lines.series]}
            curveType="linear"
            // One point is a line of no length.
            withDots={data.length === 1}
            lineChartProps={{ accessibilityLayer: false, margin: chartMargin }}
          />
        </>
      )}
    </>
  );
}
