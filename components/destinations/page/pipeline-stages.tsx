"use client";

import { Tooltip } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { type PipelineView, pipelineStages } from "@/lib/destinations/schema.ts";
import { destinationPageText } from "@/lib/messages/destination-page.ts";
import { stageWords } from "@/lib/messages/destinations.ts";
import { countOf } from "@/lib/messages/exports.ts";
import { Link } from "../../ui/link.tsx";
import classes from "./pipeline.module.css";
import { type SampleStage, stageNamed } from "./stage-names.ts";

const words = destinationPageText.pipeline;

/** How much of what was received a stage has; requests that were sent again are no calls and get none. */
function partOf(view: PipelineView, stage: keyof PipelineView["counts"]): string | null {
  const { received } = view.counts;
  if (stage === "received" || stage === "retried" || received === 0) {
    return null;
  }
  const percent = (100 * view.counts[stage]) / received;
  return percent > 0 && percent < 1 ? "< 1 %" : `${Math.round(percent)} %`;
}

/** The way of the calls as a row of figures, each of which opens the calls behind it. */
export function PipelineStages({
  view,
  sourceId,
  stage,
  onStage,
}: {
  view: PipelineView;
  sourceId: string;
  stage: SampleStage | null;
  onStage: (stage: SampleStage | null) => void;
}) {
  return (
    <ol className={classes.stages} aria-label={words.stages}>
      {pipelineStages.map((name) => {
        const count = view.counts[name];
        const part = partOf(view, name);
        const more = name === "waiting" && view.waitingMore ? "+" : "";
        const content = (
          <>
            <span className={classes.label}>{stageWords[name].label}</span>
            <span
              className={classes.figure}
              data-none={count === 0 || undefined}
              data-bad={(name === "refused" && count > 0) || undefined}
            >
              {countOf(count)}
              {more}
            </span>
            <span className={classes.part}>{part ?? " "}</span>
          </>
        );
        const opens = stageNamed(name);
        return (
          <li key={name}>
            <Tooltip label={stageWords[name].help} multiline maw={260}>
              {opens ? (
                <button
                  type="button"
                  className={classes.stage}
                  aria-pressed={stage === opens}
                  onClick={() => onStage(stage === opens ? null : opens)}
                >
                  {content}
                </button>
              ) : (
                <Link href={`/sources/${sourceId}`} className={classes.stage}>
                  {content}
                </Link>
              )}
            </Tooltip>
          </li>
        );
      })}
    </ol>
  );
}

/** How many delivered calls lose a part at the partner; opens them. */
export function WarnedButton({
  count,
  pressed,
  onPress,
}: {
  count: number;
  pressed: boolean;
  onPress: () => void;
}) {
  return (
    <Tooltip label={stageWords.warned.help}>
      <button type="button" className={classes.warned} aria-pressed={pressed} onClick={onPress}>
        <IconAlertTriangle size={14} aria-hidden="true" />
        {words.warned(countOf(count))}
      </button>
    </Tooltip>
  );
}
