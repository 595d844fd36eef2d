"use client";

import { Alert, NativeSelect, SegmentedControl, Text } from "@mantine/core";
import { IconMapPin } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useCallback, useId, useMemo } from "react";
import { exitsOf, nodeOf, titleOf } from "@/lib/journeys/graph.ts";
import { journeySeeingOperations } from "@/lib/journeys/seeing/operations.ts";
import { journeyReportMessages as words } from "@/lib/messages/journey-report.ts";
import { PollMark } from "../../exports/poll-mark.tsx";
import { operationQuery } from "../../operation-query.ts";
import { ErrorState } from "../../ui/error-state.tsx";
import { useUrlState } from "../../ui/use-url-state.ts";
import { useVisitor } from "../../visitor.tsx";
import { JourneyCanvas } from "../canvas/journey-canvas.tsx";
import { heightOf, spread } from "../canvas/spread.ts";
import { momentWords } from "../simulator/clock-bar.tsx";
import { useNamed } from "../use-named.ts";
import { type Group, groupOf, groupParameters, groupTitle, ranges, reportInput, shownOf } from "./asked.ts";
import { CheckJourneyPerson } from "./check-person.tsx";
import { JourneyUplift } from "./journey-uplift.tsx";
import { NodeCounts } from "./node-counts.tsx";
import { JourneyOverTime } from "./over-time.tsx";
import { PeopleDrawer } from "./people-drawer.tsx";
import { PersonPath } from "./person-path.tsx";
import classes from "./report.module.css";
import { ReportFigures } from "./report-figures.tsx";
import { ReportTables } from "./report-tables.tsx";
import { measures, shareWords } from "./shares.ts";
import { wholeOf } from "./step-counts.ts";
import { usePersonPath } from "./use-person-path.ts";

const LIVE_MS = 3_000;
const format = new Intl.NumberFormat("en");

/** A journey as it runs: who came, where they are and how they went on; the people behind each count; one person's path. */
export function JourneyReport({ journeyId }: { journeyId: string }) {
  const url = useUrlState();
  const { timeZone } = useVisitor();
  const { range, version, measure } = shownOf(url);
  const { id: _id, ...shown } = reportInput(journeyId, url);
  const asked = useQuery({
    ...operationQuery(journeySeeingOperations["journeys.report"], { id: journeyId, ...shown }),
    placeholderData: keepPreviousData,
    refetchInterval: LIVE_MS,
  });
  const report = asked.data;
  const group = groupOf(url);
  const who = url.get("who");
  const round = url.get("round");
  const walked = usePersonPath(journeyId, who, round === null ? null : Number(round), LIVE_MS);
  const { lit, times, stay } = walked;
  const { set } = url;
  const open = useCallback((next: Group) => set(groupParameters(next)), [set]);
  const onPath = (personId: string, of: number | null) => {
    walked.setIndex(null);
    url.set({ ...groupParameters(null), who: personId, round: of });
  };
  const document = stay?.document ?? report?.document;
  const drawn = useMemo(() => document && spread(document, 1.35), [document]);
  const named = useNamed(document);
  const helpId = useId();
  const names = useMemo(
    () =>
      new Map(
        [report?.totals.leftBy, report?.totals.goals, report?.totals.notEntered].flatMap((list) =>
          (list ?? []).map(({ what, name }): [string, string] => [what, name]),
        ),
      ),
    [report],
  );
  const here = lit?.here ?? null;
  const whole = report?.totals.present ?? 0;
  const telling = useMemo(() => ({ measure, whole, isAllTime: range === "all" }), [measure, whole, range]);
  const faces = useCallback(
    (id: string) => {
      if (lit) {
        const at = times.get(id);
        return at === undefined && id !== here ? null : (
          <span className={classes.at}>
            {id === here && <IconMapPin size={13} aria-hidden="true" />}
            {id === here ? ` ${words.path.here} ` : ""}
            {at !== undefined && momentWords(at, timeZone)}
          </span>
        );
      }
      const node = report && nodeOf(report.document, id);
      const counts = report?.nodes[id];
      return node && counts ? (
        <NodeCounts node={id} title={titleOf(node)} report={counts} telling={telling} onOpen={open} />
      ) : null;
    },
    [lit, here, times, timeZone, report, telling, open],
  );
  const edgeLabels = useCallback(
    (from: string, exit: string) => {
      const moved = report?.edges[`${from}/${exit}`];
      const node = report && nodeOf(report.document, from);
      if (lit || !moved || !node) {
        return null;
      }
      const label = exitsOf(node)?.find(({ id }) => id === exit)?.label ?? exit;
      const { whole, of } = wholeOf("moved", { present: report.nodes[from]?.present ?? 0 }, telling);
      const share = measure === "percent" ? shareWords(moved, whole) : null;
      const said = words.node.moved(
        moved,
        label,
        titleOf(node),
        share === null ? null : `${share} of those ${of}`,
      );
      return (
        <button
          type="button"
          className={`${classes.edge} nodrag nopan`}
          style={{ pointerEvents: "all" }}
          title={share === null ? undefined : said}
          aria-label={said}
          onClick={() => open({ what: "moved", node: from, exit })}
        >
          {share ?? format.format(moved)}
        </button>
      );
    },
    [lit, report, measure, telling, open],
  );
  if (asked.error && !report) {
    return <ErrorState error={asked.error} onRetry={() => asked.refetch()} />;
  }
  return (
    <>
      <div className={classes.bar}>
        <SegmentedControl
          size="xs"
          aria-label={words.range}
          value={range}
          data={ranges.map((value) => ({ value, label: words.ranges[value] }))}
          onChange={(next) => url.set({ range: next === "all" ? null : next })}
        />
        {report && report.versions.length > 1 && (
          <NativeSelect
            size="xs"
            aria-label={words.version}
            value={version === null ? "" : String(version)}
            data={[
              { value: "", label: words.allVersions },
              ...report.versions.map((number) => ({ value: String(number), label: words.versionOf(number) })),
            ]}
            onChange={(event) => url.set({ version: event.currentTarget.value || null })}
          />
        )}
        <SegmentedControl
          size="xs"
          aria-label={words.measure}
          aria-describedby={measure === "percent" ? helpId : undefined}
          value={measure}
          data={measures.map((value) => ({ value, label: words.measures[value] }))}
          onChange={(next) => url.set({ measure: next === "count" ? null : next })}
        />
        <PollMark failing={asked.isError} everyS={LIVE_MS / 1_000} />
      </div>
      <ReportFigures report={report} isAllTime={range === "all"} onOpen={open} />
      {report && report.elsewhere > 0 && (
        <Alert color="blue" p="xs" mb="md">
          {words.elsewhere(report.elsewhere)}
        </Alert>
      )}
      <div className={classes.layout} data-path={who === null ? undefined : true}>
        <div className={classes.first}>
          {measure === "percent" && (
            <Text id={helpId} size="sm" c="dimmed">
              {range === "all" ? words.shares.always.help : words.shares.part.help}
            </Text>
          )}
          <section
            className={classes.canvas}
            aria-label={words.canvas}
            style={drawn && { height: heightOf(drawn) }}
          >
            {drawn && (
              <JourneyCanvas
                document={drawn}
                mode="view"
                inPage
                named={named}
                faces={faces}
                edgeLabels={edgeLabels}
                lit={lit?.lit}
              />
            )}
          </section>
        </div>
        <div className={classes.side}>
          {who !== null && (
            <PersonPath
              {...walked}
              onIndex={walked.setIndex}
              onStay={(next) => onPath(who, next)}
              onClose={() => url.set({ who: null, round: null })}
            />
          )}
          <CheckJourneyPerson
            journeyId={journeyId}
            asked={url.get("person") ?? ""}
            onAsk={(person) => url.set({ person })}
            onPath={(personId) => onPath(personId, null)}
          />
        </div>
        <div className={classes.rest}>
          {report && <JourneyOverTime report={report} />}
          {report && <JourneyUplift journeyId={journeyId} />}
          {report && <ReportTables report={report} telling={telling} named={named} onOpen={open} />}
        </div>
      </div>
      <PeopleDrawer
        journeyId={journeyId}
        group={group}
        title={group && report ? groupTitle(group, report.document, names) : words.people.person}
        range={shown}
        onClose={() => url.set(groupParameters(null))}
        onPath={(row) => onPath(row.personId, row.round)}
      />
    </>
  );
}
