import { Tooltip } from "@mantine/core";
import { campaignReportMessages } from "@/lib/messages/campaign-report.ts";
import { Count } from "../../ui/count.tsx";
import { Counting } from "../../ui/counting.tsx";
import { Dash } from "../../ui/dash.tsx";
import { Link } from "../../ui/link.tsx";
import { reportHref } from "../words.ts";
import type { Figure } from "./figures.ts";
import { groupQuery, type PeopleGroup } from "./people-group.ts";
import classes from "./report.module.css";

const words = campaignReportMessages.figures;

function Name({ figure }: { figure: Figure }) {
  return figure.help ? (
    <Tooltip label={figure.help} multiline maw={320} events={{ hover: true, focus: true, touch: true }}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the help must be reachable by the keyboard */}
      <span tabIndex={0} className={classes.help}>
        {figure.label}
      </span>
    </Tooltip>
  ) : (
    figure.label
  );
}

/** The numbers of a report; each opens the people behind it. */
export function FiguresList({
  campaignId,
  runId,
  figures,
  isCounted,
}: {
  campaignId: string;
  runId: string | null;
  figures: Figure[];
  /** False: only what they are called is known yet. */
  isCounted: boolean;
}) {
  const href = (group: Partial<PeopleGroup>) => reportHref(campaignId, groupQuery(group, runId));
  return (
    <dl className={classes.figures} aria-label={words.label} aria-busy={!isCounted}>
      {figures.map((figure) => (
        <div key={figure.key}>
          <dt>
            <Name figure={figure} />
          </dt>
          <dd>
            {!isCounted ? (
              <Counting />
            ) : figure.value === null ? (
              <Dash meaning={figure.help} />
            ) : (
              <Count value={figure.value} href={href(figure.group)} label={words.show(figure.label)} />
            )}
            {figure.note && (
              <small>
                {figure.note.group ? (
                  <Link href={href(figure.note.group)}>{figure.note.text}</Link>
                ) : (
                  figure.note.text
                )}
              </small>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}
