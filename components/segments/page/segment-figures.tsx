import { Tooltip } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { segmentsMessages } from "@/lib/messages/segments.ts";
import { segmentOperations } from "@/lib/segments/operations.ts";
import type { SegmentView } from "@/lib/segments/schema.ts";
import { operationQuery } from "../../operation-query.ts";
import { Count } from "../../ui/count.tsx";
import { Dash } from "../../ui/dash.tsx";
import { Time } from "../../ui/time.tsx";
import { StateMark } from "../marks.tsx";
import classes from "./page.module.css";

const words = segmentsMessages.figures;

/** When it is worked out next. */
function NextRefresh({ refreshAt }: Pick<SegmentView, "refreshAt">) {
  if (refreshAt === null) {
    return <Dash meaning={words.byItself} />;
  }
  return new Date(refreshAt).getTime() <= Date.now() ? words.due : <Time at={refreshAt} relative />;
}

function Drift({ drift }: Pick<SegmentView, "drift">) {
  return (
    <Tooltip label={words.driftHelp} multiline maw={320} events={{ hover: true, focus: true, touch: true }}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the help must be reachable by the keyboard */}
      <span tabIndex={0} className={classes.help}>
        {drift ? <Count value={drift.people} /> : <Dash meaning={words.driftNone} />}
      </span>
    </Tooltip>
  );
}

/** A segment's numbers, each opening the rows behind it. */
export function SegmentFigures({ segment }: { segment: SegmentView }) {
  const sizes = useQuery({
    ...operationQuery(segmentOperations["segments.sizes"], { id: segment.id, range: "7d" }),
    refetchInterval: 5_000,
  });
  const today = sizes.data?.points.at(-1);
  const page = `/segments/${segment.id}`;
  const changesHref = (which: string) => `${page}?tab=changes&which=${which}&day=${today?.day ?? ""}`;
  const isKnown = segment.countedAt !== null || segment.people > 0;
  const figures: [string, ReactNode][] = [
    [
      words.people,
      <Count
        key="people"
        value={isKnown ? segment.people : null}
        href={`${page}?tab=members`}
        label={words.people.toLowerCase()}
      />,
    ],
    [words.state, <StateMark key="state" segment={segment} />],
    [
      words.enteredToday,
      <Count
        key="entered"
        value={today?.entered}
        href={changesHref("entered")}
        label={words.enteredToday.toLowerCase()}
      />,
    ],
    [
      words.leftToday,
      <Count
        key="left"
        value={today?.left}
        href={changesHref("left")}
        label={words.leftToday.toLowerCase()}
      />,
    ],
  ];
  if (segment.kind !== "list" && !segment.archivedAt) {
    figures.push([words.refresh, <NextRefresh key="refresh" refreshAt={segment.refreshAt} />]);
  }
  if (segment.kind === "live") {
    figures.push([words.drift, <Drift key="drift" drift={segment.drift} />]);
  }
  return (
    <dl className={classes.figures}>
      {figures.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
