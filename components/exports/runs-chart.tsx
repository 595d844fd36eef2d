"use client";

import { BarChart } from "@mantine/charts";
import { Text } from "@mantine/core";
import type { RunView } from "@/lib/exports/schema.ts";
import { countOf } from "@/lib/messages/exports.ts";
import { chartMargin } from "../ui/chart-margin.ts";

const MOST = 30;
const short = new Intl.NumberFormat("en", { notation: "compact" });

/** Accepted and rejected records of the last runs, oldest first. The table below it holds the same numbers. */
export function RunsChart({ runs, onOpen }: { runs: RunView[]; onOpen: (run: RunView) => void }) {
  const shown = runs.slice(0, MOST).reverse();
  if (shown.length < 2) {
    return null;
  }
  const accepted = shown.reduce((sum, run) => sum + run.accepted, 0);
  const rejected = shown.reduce((sum, run) => sum + run.rejected, 0);
  return (
    <figure style={{ margin: 0 }}>
      <figcaption>
        <Text size="sm" c="dimmed" mb={6}>
          Records by run, the last {shown.length}: {countOf(accepted)} accepted, {countOf(rejected)} rejected
        </Text>
      </figcaption>
      <div aria-hidden="true">
        <BarChart
          h={160}
          data={shown.map((run) => ({
            run: `Run ${run.number}`,
            accepted: run.accepted,
            rejected: run.rejected,
            number: run.number,
          }))}
          dataKey="run"
          type="stacked"
          series={[
            { name: "accepted", label: "Accepted", color: "indigo.5" },
            { name: "rejected", label: "Rejected", color: "orange.6" },
          ]}
          valueFormatter={(value) => countOf(value)}
          yAxisProps={{ width: 44, tickFormatter: (value: number) => short.format(value) }}
          xAxisProps={{ tickFormatter: (value: string) => value.replace("Run ", "") }}
          gridAxis="x"
          tickLine="none"
          maxBarWidth={28}
          withBarValueLabel={false}
          barChartProps={{
            accessibilityLayer: false,
            margin: chartMargin,
            onClick: (state) => {
              const run = shown[Number(state?.activeTooltipIndex)];
              if (run) {
                onOpen(run);
              }
            },
          }}
        />
      </div>
    </figure>
  );
}
