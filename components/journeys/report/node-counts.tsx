import type { NodeReport } from "@/lib/journeys/seeing/schema.ts";
import { journeyReportMessages } from "@/lib/messages/journey-report.ts";
import type { Group } from "./asked.ts";
import classes from "./report.module.css";

const words = journeyReportMessages.node;

type Count = { key: string; label: string; tone?: "here" | "failed"; group: Group };

/** What is counted at a node, as far as it is not zero; who is there always. */
function countsOf(node: string, report: NodeReport): Count[] {
  const { entered, inside, sent, failed, unreachable, out } = report;
  const left = out.reduce((total, each) => total + each.people, 0);
  const optional = (count: number, made: Omit<Count, "label">, label: (count: number) => string): Count[] =>
    count > 0 ? [{ ...made, label: label(count) }] : [];
  return [
    { key: "entered", label: words.entered(entered), group: { what: "entered", node } },
    ...optional(inside, { key: "inside", tone: "here", group: { what: "inside", node } }, words.inside),
    ...optional(sent, { key: "sent", group: { what: "sent", node } }, words.sent),
    ...optional(failed, { key: "failed", tone: "failed", group: { what: "failed", node } }, words.failed),
    ...optional(unreachable, { key: "unreachable", group: { what: "unreachable", node } }, words.unreachable),
    ...optional(left, { key: "out", group: { what: "left", node } }, words.out),
  ];
}

/** The counts under a node's words; each opens its people. */
export function NodeCounts({
  node,
  title,
  report,
  onOpen,
}: {
  node: string;
  title: string;
  report: NodeReport;
  onOpen: (group: Group) => void;
}) {
  return (
    <span className={`${classes.counts} nodrag nopan`}>
      {countsOf(node, report).map(({ key, label, tone, group }) => (
        <button
          key={key}
          type="button"
          className={classes.count}
          data-tone={tone}
          aria-label={words.open(label, title)}
          onClick={(event) => {
            event.stopPropagation();
            onOpen(group);
          }}
        >
          {label}
        </button>
      ))}
    </span>
  );
}
