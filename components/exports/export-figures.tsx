"use client";

import type { ExportView } from "@/lib/exports/schema.ts";
import { Count } from "../ui/count.tsx";
import { exportHref } from "./export-columns.tsx";
import classes from "./export-page.module.css";
import type { Rows } from "./run-panel.tsx";
import { ShortTime } from "./short-time.tsx";

const opens = (what: string): string => `${what} in all runs: open the newest run that has some`;

/** The numbers of all runs together, each leading to the newest run behind it, and when it ran and runs. */
export function ExportFigures({ of }: { of: ExportView }) {
  const rows = (kind: Rows): string => exportHref(of.id, { run: "latest", rows: kind });
  return (
    <dl className={classes.figures}>
      <div className={classes.figure}>
        <dt>Accepted</dt>
        <dd>
          <Count value={of.accepted} href={rows("accepted")} label={opens("accepted")} />
        </dd>
      </div>
      <div className={classes.figure}>
        <dt>Rejected</dt>
        <dd>
          <Count value={of.rejected} href={rows("rejected")} label={opens("rejected")} />
        </dd>
      </div>
      <div className={classes.figure}>
        <dt>Last run</dt>
        <dd>
          <ShortTime at={of.lastRunAt} missing="has not run yet" />
        </dd>
      </div>
      <div className={classes.figure}>
        <dt>{of.lastRunAt ? "Next run" : "Starts"}</dt>
        <dd>
          <ShortTime at={of.nextRunAt} missing="no further run" />
        </dd>
      </div>
    </dl>
  );
}
