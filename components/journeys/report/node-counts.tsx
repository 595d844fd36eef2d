import type { NodeReport } from "@/lib/journeys/seeing/schema.ts";
import { journeyReportMessages } from "@/lib/messages/journey-report.ts";
import type { Group } from "./asked.ts";
import classes from "./report.module.css";
import { stepCounts, type Telling } from "./step-counts.ts";

const words = journeyReportMessages.node;

/** The counts under a node's words, or the shares that they are; each opens its people. */
export function NodeCounts({
  node,
  title,
  report,
  telling,
  onOpen,
}: {
  node: string;
  title: string;
  report: NodeReport;
  telling: Telling;
  onOpen: (group: Group) => void;
}) {
  return (
    <span className={`${classes.counts} nodrag nopan`}>
      {stepCounts(node, report, telling).map(({ key, text, detail, tone, group }) => (
        <button
          key={key}
          type="button"
          className={classes.count}
          data-tone={tone}
          title={detail ?? undefined}
          aria-label={words.open(detail ?? text, title)}
          onClick={(event) => {
            event.stopPropagation();
            onOpen(group);
          }}
        >
          {text}
        </button>
      ))}
    </span>
  );
}
