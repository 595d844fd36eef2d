import { AreaChart, BarChart } from "@mantine/charts";
import { Stack, Text } from "@mantine/core";
import { segmentsMessages } from "@/lib/messages/segments.ts";
import type { SizesView } from "@/lib/segments/looking-schema.ts";
import { chartMargin } from "../../ui/chart-margin.ts";
import { inZone } from "../../ui/time-words.ts";

const words = segmentsMessages.size;
const short = new Intl.NumberFormat("en", { notation: "compact" });
const full = new Intl.NumberFormat("en");

/** "23 Nov 2026" of a day of the calendar. */
const dayWords = (day: string): string => inZone(`${day}T12:00:00Z`, "UTC", "day");

/** The size at the end of each day, and how many entered and left on it. */
export function SizeCharts({ sizes }: { sizes: SizesView }) {
  const data = sizes.points.map(({ day, ...point }) => ({ day: dayWords(day), ...point }));
  const known = data.flatMap(({ people }) => (people === null ? [] : [people]));
  const sum = (of: "entered" | "left") => data.reduce((total, point) => total + point[of], 0);
  const shared = {
    data,
    dataKey: "day",
    gridAxis: "x" as const,
    tickLine: "none" as const,
    valueFormatter: (value: number) => full.format(value),
    yAxisProps: { width: 44, tickFormatter: (value: number) => short.format(value), allowDecimals: false },
    xAxisProps: {
      minTickGap: 40,
      tickFormatter: (day: string) => day.split(" ").slice(0, 2).join(" "),
    },
  };
  const now = known.at(-1);
  return (
    <Stack gap="lg">
      <figure style={{ margin: 0 }}>
        <figcaption>
          <Text size="sm" fw={500}>
            {words.title}
          </Text>
          <Text size="sm" c="dimmed" mb={6}>
            {now === undefined
              ? words.unknown
              : words.now(full.format(now), full.format(Math.max(...known)), full.format(Math.min(...known)))}
          </Text>
        </figcaption>
        <div aria-hidden="true">
          <AreaChart
            {...shared}
            h={220}
            series={[{ name: "people", label: words.people, color: "indigo.5" }]}
            curveType="stepAfter"
            // One known day is a line of no length.
            withDots={known.length === 1}
            areaChartProps={{ accessibilityLayer: false, margin: chartMargin }}
          />
        </div>
      </figure>
      <figure style={{ margin: 0 }}>
        <figcaption>
          <Text size="sm" c="dimmed" mb={6}>
            {words.moved(full.format(sum("entered")), full.format(sum("left")))}
          </Text>
        </figcaption>
        <div aria-hidden="true">
          <BarChart
            {...shared}
            h={140}
            series={[
              { name: "entered", label: words.entered, color: "teal.6" },
              { name: "left", label: words.left, color: "orange.6" },
            ]}
            type="stacked"
            barChartProps={{ accessibilityLayer: false, margin: chartMargin }}
          />
        </div>
      </figure>
    </Stack>
  );
}
