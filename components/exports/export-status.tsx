import {
  IconAlertTriangle,
  IconCheck,
  IconCircleX,
  IconClock,
  IconHourglass,
  IconLoader2,
  IconPlayerStopFilled,
} from "@tabler/icons-react";
import type { ComponentType } from "react";
import type { ExportRow } from "@/lib/exports/schema.ts";
import { countOf } from "@/lib/messages/exports.ts";
import { Chip, type Tone } from "../ui/chip.tsx";
import { inZone } from "../ui/time-words.ts";
import { useVisitor } from "../visitor.tsx";

/** What both an export and one of its runs tell about themselves. */
export type StatusFacts = Pick<
  ExportRow,
  "status" | "outcome" | "outcomeReason" | "percent" | "waiting" | "rejected"
> &
  Partial<Pick<ExportRow, "frequency" | "startAt" | "nextRunAt" | "lastRunAt" | "stoppedBy" | "stoppedAt">>;

type Face = {
  tone: Tone;
  icon: ComponentType<{ size?: number | string; stroke?: number | string }>;
  moving?: boolean;
  words: string;
  tooltip: string;
};

type Reader = { timeZone: string; name: string };
const at = (moment: string, reader: Reader): string => inZone(moment, reader.timeZone);
const rows = (count: number): string => `${countOf(count)} rejected`;

function pending(facts: StatusFacts, reader: Reader): Face {
  const base = { tone: "slate", icon: IconClock, words: "PENDING" } as const;
  const lastWords = facts.lastRunAt && facts.outcomeReason ? ` Last run: ${facts.outcomeReason}` : "";
  const next = facts.nextRunAt ?? facts.startAt;
  if (facts.waiting) {
    return { ...base, icon: IconHourglass, tooltip: facts.waiting };
  }
  if (!next) {
    return { ...base, tooltip: "Waits for a worker to take it." };
  }
  return {
    ...base,
    tooltip: `${facts.lastRunAt ? "Next run" : "Starts"} ${at(next, reader)}.${lastWords}`,
  };
}

function running(facts: StatusFacts): Face {
  const percent = facts.percent === null ? "" : ` ${Math.floor(facts.percent)} %`;
  return {
    tone: "blue",
    icon: facts.waiting ? IconHourglass : IconLoader2,
    moving: !facts.waiting,
    words: `RUNNING${percent}`,
    tooltip:
      facts.waiting ??
      (facts.frequency === "live" ? "Sends new events as they arrive." : "Sends records to the partner."),
  };
}

function stopped(facts: StatusFacts, reader: Reader): Face {
  const who = facts.stoppedBy ? ` by ${facts.stoppedBy === reader.name ? "you" : facts.stoppedBy}` : "";
  const when = facts.stoppedAt ? `Stopped${who}, ${at(facts.stoppedAt, reader)}.` : `Stopped${who}.`;
  return {
    tone: "grey",
    icon: IconPlayerStopFilled,
    words: `STOPPED${who}`,
    tooltip: when,
  };
}

function done(facts: StatusFacts): Face {
  if (facts.rejected > 0) {
    return {
      tone: "amber",
      icon: IconAlertTriangle,
      words: `DONE, ${rows(facts.rejected)}`,
      tooltip:
        facts.outcomeReason ?? "Some records were not accepted; open the number to see each one and why.",
    };
  }
  return {
    tone: "green",
    icon: IconCheck,
    words: "DONE",
    tooltip: facts.outcomeReason ?? "All records were accepted.",
  };
}

/** An end that nobody wanted outweighs the status: red, with the partner's or the engine's reason. */
const unwanted: Partial<Record<NonNullable<ExportRow["outcome"]>, string>> = {
  refused: "refused",
  failed: "failed",
};

const faces: Record<ExportRow["status"], (facts: StatusFacts, reader: Reader) => Face> = {
  PENDING: pending,
  RUNNING: running,
  DONE: done,
  STOPPED: stopped,
};

/** The one table from an export's (or run's) status and outcome to its tone, icon, words and tooltip. */
export function statusFace(facts: StatusFacts, reader: Reader): Face {
  const bad = facts.outcome ? unwanted[facts.outcome] : undefined;
  if (bad && (facts.status === "DONE" || facts.status === "STOPPED")) {
    return {
      tone: "red",
      icon: IconCircleX,
      words: `${facts.status}, ${bad}`,
      tooltip: facts.outcomeReason ?? "The partner did not take it.",
    };
  }
  return faces[facts.status](facts, reader);
}

/** Status and honest outcome of an export or of a run, as a chip. */
export function ExportStatus({ of }: { of: StatusFacts }) {
  const { timeZone, name } = useVisitor();
  const face = statusFace(of, { timeZone, name });
  return (
    <Chip tone={face.tone} icon={face.icon} moving={face.moving} tooltip={face.tooltip}>
      {face.words}
    </Chip>
  );
}
