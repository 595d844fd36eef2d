import type { JourneyReport } from "@/lib/journeys/seeing/schema.ts";
import { journeyReportMessages } from "@/lib/messages/journey-report.ts";
import { OverTime } from "../../ui/over-time.tsx";

const words = journeyReportMessages.overTime;
const full = new Intl.NumberFormat("en");

const series = [
  { name: "entered", label: words.entered, color: "indigo.5" },
  { name: "left", label: words.left, color: "gray.5" },
  { name: "goals", label: words.goals, color: "teal.6" },
] as const;
type Measure = (typeof series)[number]["name"];

/** Who entered, left and reached a goal by the hour or the day of the time that is chosen. */
export function JourneyOverTime({
  report,
}: {
  report: Pick<JourneyReport, "overTime" | "step" | "document">;
}) {
  const {
    overTime: points,
    step,
    document: {
      settings: { goals },
    },
  } = report;
  const sum = (of: Measure) => points.reduce((total, point) => total + point[of], 0);
  const hasGoals = (Array.isArray(goals) && goals.length > 0) || sum("goals") > 0;
  return (
    <OverTime<Measure>
      {...{ words, step }}
      // Hours in which nothing happened, and no others, are nothing to draw.
      points={series.some(({ name }) => sum(name) > 0) ? points : []}
      sum={words.sum(
        full.format(sum("entered")),
        full.format(sum("left")),
        hasGoals ? full.format(sum("goals")) : null,
      )}
      bars={series.filter(({ name }) => name !== "goals" || hasGoals)}
    />
  );
}
