"use client";

import { BarChart } from "@mantine/charts";
import { Text } from "@mantine/core";
import type { PipelineView } from "@/lib/destinations/schema.ts";
import { destinationPageText } from "@/lib/messages/destination-page.ts";
import { destinationsText, stageWords } from "@/lib/messages/destinations.ts";
import { countOf } from "@/lib/messages/exports.ts";
import { chartMargin } from "../../ui/chart-margin.ts";
import { clockInZone, inZone } from "../../ui/time-words.ts";
import { useVisitor } from "../../visitor.tsx";

const words = destinationPageText.pipeline;
const short = new Intl.NumberFormat("en", { notation: "compact" });

/** Calls decided over the window, step by step. The stages above hold the sums. */
export function PipelineChart({ view }: { view: PipelineView }) {
  const { timeZone } = useVisitor();
  const { delivered, refused, filtered } = view.counts;
  const clock = (at: string): string =>
    view.window === "7d"
      ? inZone(at, timeZone).split(" ").slice(0, 2).join(" ")
      : clockInZone(at, timeZone).slice(0, 5);
  if (delivered + refused + filtered === 0) {
    return (
      <Text size="sm" c="dimmed">
        {destinationsText.pipeline.none}
      </Text>
    );
  }
  return (
    <figure style={{ margin: 0 }}>
      <figcaption>
        <Text size="sm" c="dimmed" mb={6}>
          {words.chart(countOf(delivered), countOf(refused), countOf(filtered))}
        </Text>
      </figcaption>
      <div aria-hidden="true">
        <BarChart
          h={160}
          data={view.series}
          dataKey="at"
          type="stacked"
          series={[
            { name: "delivered", label: stageWords.delivered.label, color: "indigo.5" },
            { name: "refused", label: stageWords.refused.label, color: "orange.6" },
            { name: "filtered", label: stageWords.filtered.label, color: "gray.5" },
          ]}
          valueFormatter={(value) => countOf(value)}
          yAxisProps={{
            width: 44,
            allowDecimals: false,
            tickFormatter: (value: number) => short.format(value),
          }}
          xAxisProps={{ tickFormatter: clock, minTickGap: 24 }}
          tooltipProps={{
            // Without a bar under the pointer the chart asks with nothing in hand.
            labelFormatter: (at) => (at ? inZone(String(at), timeZone) : ""),
          }}
          gridAxis="x"
          tickLine="none"
          maxBarWidth={28}
          withBarValueLabel={false}
          barChartProps={{ accessibilityLayer: false, margin: chartMargin }}
        />
      </div>
    </figure>
  );
}
