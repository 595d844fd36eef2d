import { Progress, Text } from "@mantine/core";
import { IconCircleCheck, IconClock, IconPlayerStop, IconRefresh } from "@tabler/icons-react";
import type { ReplayFilter, ReplayView } from "@/lib/destinations/schema.ts";
import { destinationPageText } from "@/lib/messages/destination-page.ts";
import { destinationsText } from "@/lib/messages/destinations.ts";
import { countOf } from "@/lib/messages/exports.ts";
import { Chip, type Tone } from "../../ui/chip.tsx";
import type { Column } from "../../ui/data-table.tsx";
import { Time } from "../../ui/time.tsx";
import { inZone } from "../../ui/time-words.ts";
import classes from "./pipeline.module.css";

const words = destinationPageText.replays;

const faces: Record<ReplayView["status"], { tone: Tone; icon: typeof IconClock; moving?: boolean }> = {
  PENDING: { tone: "slate", icon: IconClock },
  RUNNING: { tone: "blue", icon: IconRefresh, moving: true },
  DONE: { tone: "green", icon: IconCircleCheck },
  STOPPED: { tone: "grey", icon: IconPlayerStop },
};

export const isOpen = ({ status }: ReplayView): boolean => status === "PENDING" || status === "RUNNING";

/** "Order Completed; from 23 Nov 2026, 14:02 CET; cust-1": what a replay was asked to send. */
export function replayWords(filter: ReplayFilter, timeZone: string): string {
  const parts = [
    filter.names.join(", "),
    filter.from ? `from ${inZone(filter.from, timeZone)}` : "",
    filter.to ? `until ${inZone(filter.to, timeZone)}` : "",
    filter.people.join(", "),
  ].filter(Boolean);
  return parts.length > 0 ? parts.join("; ") : words.everything;
}

function Status({ of }: { of: ReplayView }) {
  const amber = of.status === "DONE" && of.refused > 0;
  return (
    <Chip {...faces[of.status]} {...(amber && { tone: "amber" as const })}>
      {of.status}
      {of.status === "RUNNING" && of.percent !== null && ` ${of.percent} %`}
      {amber && `, ${countOf(of.refused)} refused`}
      {of.stoppedBy && ` by ${of.stoppedBy}`}
    </Chip>
  );
}

/** How far a replay is, under its row. */
export function ReplayProgress({ of, name }: { of: ReplayView; name: string }) {
  return (
    <div>
      <Progress value={of.percent ?? 0} size="xs" aria-label={words.progress(name)} />
      <Text size="xs" c="dimmed" mt={2}>
        {words.ofExpected(countOf(of.read), countOf(of.expected))}
      </Text>
    </div>
  );
}

/** Columns of replays and retries: what, how it stands, what came of it, by whom and when. */
export function replayColumns(timeZone: string): Column<ReplayView>[] {
  return [
    {
      key: "what",
      header: words.columns.what,
      narrow: "title",
      render: (of) => (
        <span className={classes.why}>
          <strong style={{ fontWeight: 500 }}>{destinationsText.replays.kinds[of.kind]}</strong>
          {of.filter && (
            <Text span size="xs" c="dimmed" display="block">
              {replayWords(of.filter, timeZone)}
            </Text>
          )}
        </span>
      ),
    },
    { key: "status", header: words.columns.status, render: (of) => <Status of={of} /> },
    {
      key: "result",
      header: words.columns.result,
      render: (of) => (
        <span className="numbers">
          {countOf(of.delivered)} delivered, {countOf(of.refused)} refused, {countOf(of.filtered)} filtered
        </span>
      ),
    },
    { key: "by", header: words.columns.by, narrow: "hide", render: (of) => of.createdBy },
    { key: "at", header: words.columns.at, render: (of) => <Time at={of.createdAt} precision="second" /> },
  ];
}
