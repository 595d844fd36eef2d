"use client";

import { Text, Tooltip } from "@mantine/core";
import type { RunDetail } from "@/lib/exports/schema.ts";
import { countOf, paceWords } from "@/lib/messages/exports.ts";
import { clockInZone } from "../ui/time-words.ts";
import { useVisitor } from "../visitor.tsx";
import classes from "./export-page.module.css";

const MOST_BARS = 120;

type Bucket = RunDetail["rate"][number];

/** As many bars as fit, each the sum of neighbours. */
function gathered(rate: Bucket[]): { buckets: Bucket[]; by: number } {
  const by = Math.max(1, Math.ceil(rate.length / MOST_BARS));
  const buckets: Bucket[] = [];
  for (let start = 0; start < rate.length; start += by) {
    const part = rate.slice(start, start + by);
    const sum = (of: (bucket: Bucket) => number): number => part.reduce((all, each) => all + of(each), 0);
    buckets.push({
      at: part[0]?.at ?? "",
      accepted: sum((each) => each.accepted),
      rejected: sum((each) => each.rejected),
      requests: sum((each) => each.requests),
    });
  }
  return { buckets, by };
}

/** Records acknowledged over the time of a run, as small bars. */
export function RunRate({ run }: { run: RunDetail }) {
  const { timeZone } = useVisitor();
  const { buckets, by } = gathered(run.rate);
  const top = Math.max(...buckets.map((bucket) => bucket.accepted + bucket.rejected), 0);
  if (buckets.length < 2 || top === 0) {
    return null;
  }
  const peak = paceWords(top / (run.bucketSeconds * by), null) ?? "";
  const share = (value: number): string => `${(value / top) * 100}%`;
  return (
    <figure style={{ margin: 0 }}>
      <div className={classes.bars} role="img" aria-label={`Rate over time, at most ${peak}`}>
        {buckets.map((bucket) => (
          <Tooltip
            key={bucket.at}
            label={`${clockInZone(bucket.at, timeZone)}: ${countOf(bucket.accepted)} accepted, ${countOf(bucket.rejected)} rejected in ${countOf(bucket.requests)} requests`}
          >
            <div className={classes.bar}>
              <div className={classes.bad} style={{ height: share(bucket.rejected) }} />
              <div className={classes.good} style={{ height: share(bucket.accepted) }} />
            </div>
          </Tooltip>
        ))}
      </div>
      <figcaption>
        <Text size="xs" c="dimmed" mt={4}>
          Rate over time, at most {peak}
        </Text>
      </figcaption>
    </figure>
  );
}
