import type { OutcomeRow } from "@/lib/campaigns/schema.ts";
import { amountWords } from "@/lib/campaigns/uplift.ts";
import { campaignReportMessages } from "@/lib/messages/campaign-report.ts";
import { Dash } from "../../ui/dash.tsx";
import { Time } from "../../ui/time.tsx";
import classes from "./report.module.css";

const words = campaignReportMessages.recipients;

/** When it was decided, or from when on it may be. */
export function OutcomeWhen({ row }: { row: Pick<OutcomeRow, "status" | "dueAt" | "decidedAt" | "at"> }) {
  return row.status === "waiting" && row.dueAt !== null ? (
    <>
      <span className={classes.muted}>{words.notBefore}</span> <Time at={row.dueAt} precision="second" />
    </>
  ) : (
    <Time at={row.decidedAt ?? row.at} precision="second" />
  );
}

/** What the person did with the message. */
export function Reactions({
  row,
}: {
  row: Pick<OutcomeRow, "viewedAt" | "clickedAt" | "convertedAt" | "worth">;
}) {
  const did = (["viewed", "clicked", "converted"] as const).flatMap((what) => {
    const at = row[`${what}At`];
    return at === null ? [] : [{ what, at }];
  });
  return did.length === 0 ? (
    <Dash meaning={words.nothing} />
  ) : (
    did.map(({ what, at }) => (
      <span key={what} className={classes.then} style={{ display: "block" }}>
        {words[what]} <Time at={at} relative />
        {what === "converted" && row.worth !== null && words.worth(amountWords(row.worth))}
      </span>
    ))
  );
}
