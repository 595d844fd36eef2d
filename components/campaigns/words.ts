import {
  IconAlertTriangle,
  IconBolt,
  IconCheck,
  IconCircleX,
  IconClock,
  IconHandStop,
  IconHourglass,
  IconLoader2,
  IconPencil,
  IconPlayerStopFilled,
  IconWebhook,
} from "@tabler/icons-react";
import type { ComponentType } from "react";
import type { CampaignRow, CampaignRunView } from "@/lib/campaigns/schema.ts";
import { activeStatuses, editableStatuses } from "@/lib/campaigns/statuses.ts";
import { campaignsMessages } from "@/lib/messages/campaigns.ts";
import type { Tone } from "../ui/chip.tsx";
import { inZone } from "../ui/time-words.ts";

const { statuses, statusHelp, runStatuses, runHelp } = campaignsMessages;

export type Face = {
  tone: Tone;
  icon: ComponentType<{ size?: number | string; stroke?: number | string }>;
  moving?: boolean;
  words: string;
  tooltip: string;
};

/** What a row of the list and the page of a campaign both tell of its status. */
export type StatusFacts = Pick<
  CampaignRow,
  "status" | "qualification" | "reason" | "waiting" | "nextRunAt" | "failed" | "stoppedBy"
> & { requestedBy?: string | null; endedAt?: string | null };

type Reader = { timeZone: string; name: string };

function running({ qualification, waiting }: StatusFacts): Omit<Face, "words"> {
  if (waiting) {
    return { tone: "blue", icon: IconHourglass, tooltip: waiting };
  }
  if (qualification === "live") {
    return { tone: "blue", icon: IconBolt, tooltip: statusHelp.live };
  }
  return qualification === "external"
    ? { tone: "blue", icon: IconWebhook, tooltip: statusHelp.external }
    : { tone: "blue", icon: IconLoader2, moving: true, tooltip: statusHelp.batch };
}

const faces: Record<CampaignRow["status"], (facts: StatusFacts, reader: Reader) => Omit<Face, "words">> = {
  DRAFT: () => ({ tone: "slate", icon: IconPencil, tooltip: statusHelp.draft }),
  APPROVAL_PENDING: ({ requestedBy }) => ({
    tone: "amber",
    icon: IconHourglass,
    tooltip: statusHelp.approval(requestedBy ?? null),
  }),
  REJECTED: ({ reason }) => ({ tone: "red", icon: IconCircleX, tooltip: reason ?? statusHelp.rejected }),
  SCHEDULED: ({ nextRunAt, waiting }, { timeZone }) => ({
    tone: "slate",
    icon: IconClock,
    tooltip: waiting ?? (nextRunAt ? statusHelp.begins(inZone(nextRunAt, timeZone)) : statusHelp.scheduled),
  }),
  RUNNING: running,
  AWAITING_NEXT_RUN: ({ nextRunAt, waiting }, { timeZone }) => ({
    tone: "slate",
    icon: IconClock,
    tooltip: waiting ?? (nextRunAt ? statusHelp.next(inZone(nextRunAt, timeZone)) : statusHelp.scheduled),
  }),
  HELD: ({ reason }) => ({ tone: "amber", icon: IconHandStop, tooltip: reason ?? statusHelp.held }),
  COMPLETED: ({ reason }) => ({ tone: "green", icon: IconCheck, tooltip: reason ?? statusHelp.completed }),
  STOPPED: ({ stoppedBy, endedAt, reason }, { timeZone, name }) => ({
    ...(stoppedBy === null
      ? ({ tone: "red", icon: IconAlertTriangle } as const)
      : ({ tone: "grey", icon: IconPlayerStopFilled } as const)),
    tooltip:
      reason ??
      statusHelp.stopped(
        stoppedBy === name ? statusHelp.you : (stoppedBy ?? null),
        endedAt ? inZone(endedAt, timeZone) : null,
      ),
  }),
};

/** An end that some people's messages did not reach is not all well. */
function withFailed(face: Omit<Face, "words">, words: string, failed: number): Face {
  return {
    ...face,
    tone: "amber",
    icon: IconAlertTriangle,
    words: statusHelp.withFailed(words, failed),
    tooltip: `${face.tooltip} ${statusHelp.failed}`,
  };
}

/** The one table from a campaign's status to its tone, icon, words and tooltip. */
export function statusFace(facts: StatusFacts, reader: Reader): Face {
  const face = faces[facts.status](facts, reader);
  const words = statuses[facts.status];
  if (facts.status === "COMPLETED" && facts.failed > 0) {
    return withFailed(face, words, facts.failed);
  }
  return { ...face, words: facts.waiting ? statusHelp.waits(words) : words };
}

/** The same for one run. */
export function runFace(
  run: Pick<CampaignRunView, "status" | "stage" | "reason" | "waiting" | "failed">,
): Face {
  const words = runStatuses[run.status];
  const why = run.waiting ?? run.reason;
  switch (run.status) {
    case "PENDING":
      return { tone: "slate", icon: IconClock, words, tooltip: why ?? runHelp.pending };
    case "RUNNING":
      return run.waiting
        ? { tone: "blue", icon: IconHourglass, words: statusHelp.waits(words), tooltip: run.waiting }
        : { tone: "blue", icon: IconLoader2, moving: true, words, tooltip: runHelp[run.stage] };
    case "HELD":
      return { tone: "amber", icon: IconHandStop, words, tooltip: why ?? statusHelp.held };
    case "DONE": {
      const face = { tone: "green", icon: IconCheck, tooltip: why ?? runHelp.done } as const;
      return run.failed > 0 ? withFailed(face, words, run.failed) : { ...face, words };
    }
    case "STOPPED":
      return { tone: "grey", icon: IconPlayerStopFilled, words, tooltip: why ?? runHelp.stopped };
  }
}

/** What a row says beside its status without being asked: why it is held, refused, could not go on or does not proceed. */
export function plainReason({ status, reason, waiting, stoppedBy }: StatusFacts): string | null {
  const isTold = status === "HELD" || status === "REJECTED" || (status === "STOPPED" && stoppedBy === null);
  return waiting ?? (isTold ? reason : null);
}

export const isActive = ({ status }: Pick<CampaignRow, "status">): boolean => activeStatuses.includes(status);

export const isEditable = ({ status }: Pick<CampaignRow, "status">): boolean =>
  editableStatuses.includes(status);

/** A campaign's report, narrowed as `parameters` say. */
export function reportHref(id: string, parameters: Record<string, string> = {}): string {
  const query = new URLSearchParams(parameters).toString();
  return `/campaigns/${id}${query ? `?${query}` : ""}`;
}

/** A campaign's document: editable or, once published, as it runs. */
export const documentHref = (id: string): string => `/campaigns/${id}/edit`;

/** Where a campaign opens: one that was never published has nothing to report. */
export function campaignHref(row: Pick<CampaignRow, "id" | "status">): string {
  return isEditable(row) ? documentHref(row.id) : reportHref(row.id);
}

const SOON_MS = 60_000;

/** True for one that sends or is about to: its numbers change within seconds. */
export function isBusy(
  { status, nextRunAt }: Pick<CampaignRow, "status" | "nextRunAt">,
  now: number,
): boolean {
  const soon = nextRunAt === null ? status === "SCHEDULED" : Date.parse(nextRunAt) - now < SOON_MS;
  return status === "RUNNING" || ((status === "SCHEDULED" || status === "AWAITING_NEXT_RUN") && soon);
}
