import { Progress, Text } from "@mantine/core";
import { IconClock, IconLoader2 } from "@tabler/icons-react";
import { Link } from "@/components/ui/link.tsx";
import { dataTypeKinds, dataTypes } from "@/lib/exports/data-types.ts";
import { frequencies, frequencyLabels } from "@/lib/exports/frequencies.ts";
import type { OverviewExport } from "@/lib/home/schema.ts";
import { homeMessages } from "@/lib/messages/home.ts";
import { Chip } from "../ui/chip.tsx";
import { Count } from "../ui/count.tsx";
import { Time } from "../ui/time.tsx";
import classes from "./home.module.css";

function dataWords(dataType: string): string {
  const known = dataTypes.find((each) => each === dataType);
  return known ? dataTypeKinds[known].label : dataType;
}

function frequencyWords(frequency: string): string {
  const known = frequencies.find((each) => each === frequency);
  return known ? frequencyLabels[known] : frequency;
}

function Row({ item }: { item: OverviewExport }) {
  const running = item.status === "RUNNING";
  const percent = item.percent === null ? null : Math.floor(item.percent);
  return (
    <li>
      <Link href={`/settings/exports/${item.id}`} className={classes.export}>
        <span className={classes.state}>
          {running ? (
            <Chip tone="blue" icon={IconLoader2} moving>
              RUNNING{percent === null ? "" : ` ${percent} %`}
            </Chip>
          ) : (
            <Chip tone="slate" icon={IconClock}>
              PENDING
            </Chip>
          )}
        </span>
        <span className={classes.exportName}>
          {dataWords(item.dataType)} <span className={classes.text}>to {item.nickname}</span>
        </span>
        <span className={classes.text}>{frequencyWords(item.frequency)}</span>
        <span className={classes.end}>
          {running ? (
            <>
              <Count value={item.accepted} /> accepted
            </>
          ) : (
            <Time at={item.nextAt} />
          )}
        </span>
      </Link>
      {running && percent !== null && (
        <Progress value={percent} size={3} aria-label={`${dataWords(item.dataType)} to ${item.nickname}`} />
      )}
    </li>
  );
}

/** Exports that run, then those that run next. */
export function NowAndNext({ running, next }: { running: OverviewExport[]; next: OverviewExport[] }) {
  const all = [...running, ...next];
  if (all.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        {homeMessages.nothingRuns}
      </Text>
    );
  }
  return (
    <ul className={classes.exports} aria-label="Exports that run now and next">
      {all.map((item) => (
        <Row key={item.id} item={item} />
      ))}
    </ul>
  );
}
