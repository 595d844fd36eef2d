import { Text } from "@mantine/core";
import { useEffect, useState } from "react";
import { campaignWhenMessages } from "@/lib/messages/campaign-when.ts";
import { useVisitor } from "../../visitor.tsx";
import type { Recurrence } from "../draft-parts.ts";
import classes from "../form.module.css";
import { momentWords, nextRunsOf } from "./time-words.ts";

const words = campaignWhenMessages.next;
const SHOWN = 3;

/** When a recurrence runs next, in words. */
export function NextRuns({
  recurrence,
  begins,
}: {
  recurrence: Recurrence;
  begins?: { ownClocks: boolean };
}) {
  const { timeZone } = useVisitor();
  // The server's page and the browser's would differ in what is next.
  const [now, setNow] = useState<Date | null>(null);
  useEffect(() => setNow(new Date()), []);
  const runs = now && nextRunsOf(recurrence, timeZone, now, SHOWN, begins);
  return (
    <section aria-label={words.title}>
      <Text size="sm" fw={500}>
        {words.title}
      </Text>
      {runs && runs.length > 0 ? (
        <ol className={classes.list}>
          {runs.map((at) => (
            <li key={at.toISOString()}>{momentWords(at, timeZone)}</li>
          ))}
          {runs.length < SHOWN && <li className={classes.word}>{words.only}</li>}
        </ol>
      ) : (
        <Text size="sm" c="dimmed">
          {runs ? words.never : words.none}
        </Text>
      )}
    </section>
  );
}
