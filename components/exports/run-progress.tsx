import { Progress, Text } from "@mantine/core";
import { IconHourglass } from "@tabler/icons-react";
import type { ExportRow } from "@/lib/exports/schema.ts";
import { paceWords } from "@/lib/messages/exports.ts";
import classes from "./exports.module.css";

type Facts = Pick<ExportRow, "status" | "percent" | "ratePerS" | "secondsLeft" | "waiting">;

/** True when there is something to say below the row of an export or run; `paceBeside`: its pace alone stands in the row. */
export function hasProgress(facts: Facts, { paceBeside = false } = {}): boolean {
  const paced = !paceBeside && paceWords(facts.ratePerS, facts.secondsLeft) !== null;
  const moving = facts.status === "RUNNING" && (facts.percent !== null || paced);
  return moving || (facts.waiting !== null && (facts.status === "RUNNING" || facts.status === "PENDING"));
}

/** A thin bar with rate and time left; the reason where it waits. */
export function RunProgress({ of, name }: { of: Facts; name: string }) {
  const pace = of.status === "RUNNING" ? paceWords(of.ratePerS, of.secondsLeft) : null;
  return (
    <div>
      {of.status === "RUNNING" && of.percent !== null && (
        <Progress
          value={of.percent}
          size={3}
          mb={4}
          color={of.waiting ? "yellow" : "blue"}
          aria-label={`${name}: ${Math.floor(of.percent)} % sent`}
        />
      )}
      {of.waiting ? (
        <Text component="span" size="xs" className={classes.waiting}>
          <IconHourglass size={12} aria-hidden="true" /> {of.waiting}
        </Text>
      ) : (
        pace && <span className={classes.pace}>{pace}</span>
      )}
    </div>
  );
}
