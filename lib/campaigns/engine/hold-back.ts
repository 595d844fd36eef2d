import { DateTime } from "luxon";
import { isOverFrequency } from "../../delivery/when/frequency.ts";
import { quietUntil } from "../../delivery/when/quiet-until.ts";
import { zoneOr } from "../../delivery/when/zone-or.ts";
import { type CampaignDocument, runsByItself } from "../document.ts";
import { cutOffOf, onWallMs, type PlannedTime } from "../person-times.ts";
import type { ChannelLimit } from "../rules-schema.ts";
import type { VerdictCode } from "../verdicts.ts";
import type { PendingRow } from "./pending-store.ts";

export type Rules = {
  document: CampaignDocument;
  planned: PlannedTime;
  /** When the run began. */
  begunAt: Date;
  /** live: nothing goes out after it */
  endsAt: Date | null;
  /** after which a throttled run sends nothing more; null: always */
  throttledUntil: Date | null;
  /** of all campaigns of the channel; null: none, or this campaign does not heed it */
  limit: ChannelLimit | null;
};

/**
 * The messages to somebody that left since their first page was read, or that a control group kept from them, by their
 * occasions, and when the last one did.
 */
export type Sent = { occasions: string[]; lastMs: number };

/** How many of them are not in the numbers that a page was read with: of a page before it some are booked, and some on their way. */
function unread(row: PendingRow, sent: Sent | undefined): number {
  const { gotNow } = row;
  return sent ? sent.occasions.filter((occasion) => !gotNow?.includes(occasion)).length : 0;
}

const DAY_MS = 86_400_000;

/** What keeps somebody from getting a message now: a verdict, or a time before which it may not go out. */
export type HeldBack = { code: VerdictCode } | { until: Date };

/** Of a control group's people what was kept from them counts as what others got: both are compared by occasions. */
function overOwn(
  { frequency }: CampaignDocument["when"],
  row: PendingRow,
  {
    sent,
    isControl,
    planned,
    nowMs,
  }: { sent: Sent | undefined; isControl: boolean; planned: PlannedTime | null; nowMs: number },
): boolean {
  const [counted, last] = isControl ? [row.kept, row.keptLast] : [row.got, row.gotLast];
  const got = counted + unread(row, sent);
  if (planned) {
    return isOverFrequency(
      frequency,
      { got, lastMs: last ? onWallMs(last, planned.zone) : 0 },
      onWallMs(planned.at, planned.zone),
    );
  }
  const lastMs = Math.max(last?.getTime() ?? 0, sent?.lastMs ?? 0);
  return isOverFrequency(frequency, { got, lastMs }, nowMs);
}

function overAll(
  limit: ChannelLimit | null,
  row: PendingRow,
  sent: Sent | undefined,
  nowMs: number,
): boolean {
  if (!limit) {
    return false;
  }
  const lastMs = Math.max(row.gotAllLast?.getTime() ?? 0, sent?.lastMs ?? 0);
  const rests = limit.dwellMinutes !== null && lastMs > 0 && nowMs - lastMs < limit.dwellMinutes * 60_000;
  return rests || row.gotAll + unread(row, sent) >= limit.messages;
}

/** Since when messages count against a channel's limit. */
export function limitSince(limit: ChannelLimit, now: Date): Date {
  const dwellMs = (limit.dwellMinutes ?? 0) * 60_000;
  return new Date(now.getTime() - Math.max(limit.days * DAY_MS, dwellMs));
}

/** Answers for many people: what is the same for all of a time zone is worked out once a minute. */
export function holdingBack(
  rules: Rules,
): (row: PendingRow, now: Date, sent?: Sent, isControl?: boolean) => HeldBack | null {
  const { document, planned, begunAt } = rules;
  const { quiet } = document.when;
  const cutOffs = new Map<string, Date | null>();
  const quietEnds = new Map<string, Date | null>();
  let minute = -1;

  const cutOff = (zone: string): Date | null => {
    const known = cutOffs.get(zone);
    if (known !== undefined) {
      return known;
    }
    const at = cutOffOf(document, planned, { zone, begunAt });
    cutOffs.set(zone, at);
    return at;
  };

  const quietEnd = (zone: string, now: Date): Date | null => {
    if (!quiet) {
      return null;
    }
    const thisMinute = Math.floor(now.getTime() / 60_000);
    if (thisMinute !== minute) {
      quietEnds.clear();
      minute = thisMinute;
    }
    const known = quietEnds.get(zone);
    if (known !== undefined) {
      return known;
    }
    const free = quietUntil(quiet.hours, zone, now);
    const end = free === null || free > now ? (free ?? new Date(now.getTime() + DAY_MS)) : null;
    quietEnds.set(zone, end);
    return end;
  };

  return (row, now, sent, isControl = false) => {
    const zone = zoneOr(row.zone, planned.zone);
    const nowMs = now.getTime();
    if (row.isNow === null) {
      return { code: "gone" };
    }
    if (row.doubled) {
      return { code: "duplicate" };
    }
    if (row.leaving) {
      return { code: "unknown" };
    }
    if (rules.endsAt && now >= rules.endsAt) {
      return { code: "window" };
    }
    const last = cutOff(zone);
    if (last && now > last) {
      return { code: "cut_off" };
    }
    if (rules.throttledUntil && now > rules.throttledUntil) {
      return { code: "throttled" };
    }
    if (row.unsubscribed) {
      return { code: "unsubscribed" };
    }
    const left = isControl ? undefined : sent;
    const byRun = runsByItself(document) ? planned : null;
    if (
      overOwn(document.when, row, { sent, isControl, planned: byRun, nowMs }) ||
      overAll(rules.limit, row, left, nowMs)
    ) {
      return { code: "frequency" };
    }
    const end = quietEnd(zone, now);
    if (end) {
      return quiet?.mode === "delay" ? { until: end } : { code: "user_dnd" };
    }
    return null;
  };
}

/** Midnight, by the workspace's clocks, of the day that a moment lies in: limits per day begin anew. */
export function dayBegan(now: Date, zone: string): Date {
  return DateTime.fromJSDate(now, { zone }).startOf("day").toJSDate();
}
