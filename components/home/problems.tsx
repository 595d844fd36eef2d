import { Button } from "@mantine/core";
import {
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleX,
  IconClockPause,
  IconHourglass,
  IconPlugConnectedX,
} from "@tabler/icons-react";
import type { ComponentType } from "react";
import { Link } from "@/components/ui/link.tsx";
import type { OverviewProblem, ProblemKind } from "@/lib/home/schema.ts";
import { homeMessages, problemWords } from "@/lib/messages/home.ts";
import { Time } from "../ui/time.tsx";
import classes from "./home.module.css";

type Face = {
  icon: ComponentType<{ size?: number | string; stroke?: number | string }>;
  tone: "red" | "amber";
};

const faces: Record<ProblemKind, Face> = {
  no_worker: { icon: IconAlertTriangle, tone: "red" },
  connection_attention: { icon: IconPlugConnectedX, tone: "red" },
  campaign_held: { icon: IconClockPause, tone: "amber" },
  campaign_failed: { icon: IconAlertTriangle, tone: "red" },
  campaign_unapprovable: { icon: IconClockPause, tone: "amber" },
  campaign_approval: { icon: IconHourglass, tone: "amber" },
  campaign_rejected: { icon: IconCircleX, tone: "amber" },
  journey_waiting: { icon: IconClockPause, tone: "amber" },
  destination_halted: { icon: IconAlertTriangle, tone: "red" },
  destination_waiting: { icon: IconClockPause, tone: "amber" },
  export_failed: { icon: IconAlertTriangle, tone: "red" },
  export_waiting: { icon: IconClockPause, tone: "amber" },
  transfer_failed: { icon: IconAlertTriangle, tone: "red" },
  transfer_waiting: { icon: IconClockPause, tone: "amber" },
  transfer_rejected: { icon: IconAlertTriangle, tone: "amber" },
  destination_refused: { icon: IconAlertTriangle, tone: "amber" },
  export_rejected: { icon: IconAlertTriangle, tone: "amber" },
  calls_refused: { icon: IconAlertTriangle, tone: "amber" },
};

/** What needs somebody, worst first, each with its one action; or that all is well. */
export function Problems({ problems, quiet }: { problems: OverviewProblem[]; quiet: boolean }) {
  if (problems.length === 0) {
    return quiet ? null : (
      <div className={classes.well}>
        <IconCircleCheck size={22} stroke={1.7} aria-hidden="true" />
        <div>
          <strong>{homeMessages.allWell}</strong>
          <div className={classes.text}>{homeMessages.allWellText}</div>
        </div>
      </div>
    );
  }
  return (
    <ul className={classes.problems} aria-label="What needs you">
      {problems.map((problem) => {
        const { icon: Icon, tone } = faces[problem.kind];
        const words = problemWords[problem.kind];
        return (
          <li key={`${problem.kind} ${problem.objectId}`} className={classes.problem} data-tone={tone}>
            <Icon size={20} stroke={1.7} aria-hidden="true" />
            <div className={classes.words}>
              <strong>{words.title(problem)}</strong>
              <div className={classes.text}>
                {words.text(problem)}
                {problem.at && (
                  <>
                    {" · "}
                    <Time at={problem.at} relative />
                  </>
                )}
              </div>
            </div>
            <Button component={Link} href={words.href(problem)} size="xs" variant="default">
              {words.action}
            </Button>
          </li>
        );
      })}
    </ul>
  );
}
