import { latencyStep } from "../latency.ts";
import type { Counted } from "./book-store.ts";
import type { PlannedCall, Reason } from "./decide.ts";

const stages = {
  filtered: "filtered",
  unmapped: "refused",
  refused: "refused",
  delivered: "delivered",
} as const;

export type PageCounts = {
  counts: Counted[];
  delivered: number;
  filtered: number;
  refused: number;
};

/** Counts decided calls by stage and reason, and by the time from receipt to acceptance. */
export function countPage(
  calls: PlannedCall[],
  retried: { reason: Reason; count: number }[],
  options: { latency: boolean },
): PageCounts {
  const counts = new Map<string, Counted>();
  const add = (stage: string, code: string, reason: string, count: number): Counted => {
    const key = `${stage} ${code}`;
    const known = counts.get(key) ?? { stage, code, reason, count: 0, latency: [] };
    known.count += count;
    counts.set(key, known);
    return known;
  };
  const addBoth = (stage: string, { code, reason }: Reason, count: number) => {
    add(stage, "", "", count);
    add(stage, code, reason, count);
  };
  const total = { delivered: 0, filtered: 0, refused: 0 };
  for (const { fate, receivedMs, warnings } of calls) {
    if (!fate) {
      continue;
    }
    add("received", "", "", 1);
    const stage = stages[fate.stage];
    total[stage] += 1;
    if (fate.stage !== "delivered") {
      addBoth(stage, fate, 1);
      continue;
    }
    const { latency } = add(stage, "", "", 1);
    if (options.latency) {
      const step = latencyStep(Math.max(0, fate.atMs - receivedMs));
      while (latency.length <= step) {
        latency.push(0);
      }
      latency[step] = (latency[step] ?? 0) + 1;
    }
    if (warnings.length > 0) {
      add("warned", "", "", 1);
      for (const { code, reason } of warnings) {
        add("warned", code, reason, 1);
      }
    }
  }
  for (const { reason, count } of retried) {
    addBoth("retried", reason, count);
  }
  return { counts: [...counts.values()], ...total };
}
