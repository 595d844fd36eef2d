import { BarChart, LineChart } from "@mantine/charts";
import { Group, SegmentedControl, Text, Title } from "@mantine/core";
import { useState } from "react";
import type { CampaignReport } from "@/lib/campaigns/schema.ts";
import { campaignReportMessages } from "@/lib/messages/campaign-report.ts";
import { chartMargin } from "../../ui/chart-margin.ts";
import { Count } from "../../ui/count.tsx";
import { type Column, DataTable } from "../../ui/data-table.tsx";
import { inZone } from "../../ui/time-words.ts";
import { useVisitor } from "../../visitor.tsx";

const words = campaignReportMessages.overTime;
const short = new Intl.NumberFormat("en", { notation: "compact" });
const full = new Intl.NumberFormat("en");

type Point = CampaignReport["overTime"][number];
type Measure = Exclude<keyof Point, "at">;

const outcomes = [
  { name: "sent", label: words.sent, color: "indigo.5" },
  { name: "failed", label: words.failed, color: "red.6" },
  { name: "held", label: words.held, color: "gray.5" },
] as const;
const reactions = [
  { name: "viewed", label: words.viewed, color: "teal.6" },
  { name: "clicked", label: words.clicked, color: "blue.6" },
  { name: "converted", label: words.converted, color: "orange.6" },
] as const;

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

/** What became of people by the hour or the day, as bars or as the same numbers in a table. */
export function OverTime({ report }: { report: Pick<CampaignReport, "overTime" | "step"> }) {
  const { timeZone } = useVisitor();
  const [shown, setShown] = useState<"chart" | "table">("chart");
  const { overTime: points, step } = report;
  const whenOf = ({ at }: Point) => inZone(at, timeZone, step === "day" ? "day" : "minute");
  const sum = (of: Measure) => points.reduce((total, point) => total + point[of], 0);
  const told = [...outcomes, ...reactions].filter(({ name }) => name === "sent" || sum(name) > 0);
  const reacted = reactions.filter(({ name }) => sum(name) > 0);
  const data = points.map((point) => ({ ...point, when: whenOf(point).replace(/ \d{4}/, "") }));
  const columns: Column<Point>[] = [
    { key: "at", header: words.at, narrow: "title", render: whenOf },
    ...told.map(
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
            {points.length === 0
              ? words.none
              : words.sum(full.format(sum("sent")), full.format(sum("failed")), full.format(sum("held")))}
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
            <BarChart
              {...axes}
              h={180}
              data={data}
              type="stacked"
              series={[...outcomes]}
              maxBarWidth={28}
              barChartProps={{ accessibilityLayer: false, margin: chartMargin }}
            />
            {reacted.length > 0 && (
              <>
                <Text size="sm" c="dimmed" mt="md" mb={6}>
                  {words.reactions}
                </Text>
                <LineChart
                  {...axes}
                  h={160}
                  data={data}
                  series={reacted}
                  curveType="linear"
                  // One point is a line of no length.
                  withDots={data.length === 1}
                  lineChartProps={{ accessibilityLayer: false, margin: chartMargin }}
                />
              </>
            )}
          </div>
        ))}
    </section>
  );
}
