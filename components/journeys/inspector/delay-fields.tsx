import { Stack, Switch } from "@mantine/core";
import { z } from "zod";
import type { JourneyEdge } from "@/lib/journeys/document.ts";
import { setDelay } from "@/lib/journeys/edits/links.ts";
import { journeysMessages } from "@/lib/messages/journeys.ts";
import classes from "../../form/form.module.css";
import { useJourney } from "../editor/journey-context.tsx";
import { asJson, journeyWait, oneDay } from "../nodes/node-drafts.ts";
import { JourneyWaitFields, OptionalClock } from "../nodes/parts.tsx";

const words = journeysMessages.inspector;
const clockOrNone = z.string().nullable().catch(null);

/** What is waited on a link: a while, and then until a time of the clock. */
export function DelayFields({ edge, label }: { edge: JourneyEdge; label?: string }) {
  const { edit, isReadOnly } = useJourney();
  const { delay } = edge;
  const wait = journeyWait.parse(delay);
  const at = clockOrNone.parse(delay?.at ?? null);
  const set = (next: object | null, whole?: boolean) =>
    edit((before) => setDelay(before, edge.id, next && asJson(next)), whole);
  return (
    <Stack gap={8}>
      <Switch
        size="sm"
        label={words.wait}
        aria-label={label}
        disabled={isReadOnly}
        checked={delay !== null}
        onChange={(event) => set(event.currentTarget.checked ? { ...oneDay, at: null } : null, true)}
      />
      {delay !== null && (
        <>
          <div className={classes.line}>
            <JourneyWaitFields
              path={`edges.${edge.id}.delay`}
              label={words.waitCount}
              unitLabel={words.waitUnit}
              value={wait}
              onChange={(next) => set({ ...next, at })}
            />
          </div>
          <OptionalClock
            path={`edges.${edge.id}.delay.at`}
            on={words.until}
            label={words.at}
            value={at}
            onChange={(next, whole) => set({ ...wait, at: next }, whole)}
          />
        </>
      )}
    </Stack>
  );
}
