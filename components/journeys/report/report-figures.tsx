import { Skeleton, Tooltip } from "@mantine/core";
import type { ReactNode } from "react";
import type { JourneyReport } from "@/lib/journeys/seeing/schema.ts";
import { journeyReportMessages } from "@/lib/messages/journey-report.ts";
import figureClasses from "../../campaigns/report/report.module.css";
import { percentWords } from "../../campaigns/report/uplift.ts";
import { Dash } from "../../ui/dash.tsx";
import { SparkBars } from "../../ui/spark-bars.tsx";
import type { Group } from "./asked.ts";
import classes from "./report.module.css";

const words = journeyReportMessages.figures;
const format = new Intl.NumberFormat("en");

type Figure = { label: string; help?: string; value: number | null; group: Group; note?: ReactNode };

function figuresOf(
  { totals, overTime }: JourneyReport,
  { hasGoals, isAllTime }: { hasGoals: boolean; isAllTime: boolean },
): Figure[] {
  const { waiting, entered, present, inside, left, goals, notEntered, sent, failed } = totals;
  const sum = (list: { people: number }[]) => list.reduce((total, { people }) => total + people, 0);
  const reached = sum(goals);
  const optional = (figure: Figure): Figure[] => (figure.value === 0 ? [] : [figure]);
  return [
    ...optional({
      ...{ label: words.waiting, help: words.waitingHelp },
      ...{ value: waiting, group: { what: "waiting" } },
    }),
    {
      ...{ label: words.entered, value: entered, group: { what: "entered" } },
      note: overTime.length > 1 && (
        <SparkBars
          values={overTime.slice(-48).map((each) => each.entered)}
          label={journeyReportMessages.overTime.title}
        />
      ),
    },
    { label: words.inside, help: words.insideHelp, value: inside, group: { what: "inside" } },
    { label: words.left, value: left, group: { what: "left" } },
    {
      ...{ label: words.goal, value: hasGoals ? reached : null, group: { what: "left", how: "goal" } },
      help: hasGoals ? undefined : words.noGoal,
      note:
        hasGoals && present > 0 && reached > 0
          ? words.ofPresent(percentWords((100 * reached) / present), isAllTime)
          : undefined,
    },
    { label: words.sent, value: sent, group: { what: "sent" } },
    ...optional({ label: words.failed, value: failed, group: { what: "failed" } }),
    {
      ...{ label: words.notEntered, help: words.notEnteredHelp },
      ...{ value: sum(notEntered), group: { what: "not_entered" } },
    },
  ];
}

/** The numbers of the whole journey; each opens its people. */
export function ReportFigures({
  report,
  isAllTime,
  onOpen,
}: {
  report: JourneyReport | undefined;
  isAllTime: boolean;
  onOpen: (group: Group) => void;
}) {
  if (!report) {
    return <Skeleton height={76} mb="lg" />;
  }
  const goals = report.document.settings.goals;
  return (
    <dl className={figureClasses.figures} aria-label={words.label}>
      {figuresOf(report, { isAllTime, hasGoals: Array.isArray(goals) && goals.length > 0 }).map(
        ({ label, help, value, group, note }) => (
          <div key={label}>
            <dt>
              {help ? (
                <Tooltip label={help} multiline maw={320} events={{ hover: true, focus: true, touch: true }}>
                  {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the help must be reachable by the keyboard */}
                  <span tabIndex={0} className={figureClasses.help}>
                    {label}
                  </span>
                </Tooltip>
              ) : (
                label
              )}
            </dt>
            <dd>
              {value === null ? (
                <Dash meaning={help} />
              ) : value === 0 ? (
                "0"
              ) : (
                <button
                  type="button"
                  className={classes.figure}
                  aria-label={`${format.format(value)} ${words.show(label)}`}
                  onClick={() => onOpen(group)}
                >
                  {format.format(value)}
                </button>
              )}
              {note && <small>{note}</small>}
            </dd>
          </div>
        ),
      )}
    </dl>
  );
}
