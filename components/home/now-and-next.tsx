import { Progress, Text } from "@mantine/core";
import { IconClock, IconLoader2 } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { Link } from "@/components/ui/link.tsx";
import { channelKits, isChannelId } from "@/lib/channels/catalog.ts";
import { dataTypes } from "@/lib/exports/data-types.ts";
import { frequencies, frequencyLabels } from "@/lib/exports/frequencies.ts";
import type { OverviewComing } from "@/lib/home/schema.ts";
import { dataTypeWords } from "@/lib/messages/exports.ts";
import { homeMessages } from "@/lib/messages/home.ts";
import { transfersText } from "@/lib/messages/transfers.ts";
import { transferFrequencies } from "@/lib/transfers/frequencies.ts";
import { Chip } from "../ui/chip.tsx";
import { Count } from "../ui/count.tsx";
import { Time } from "../ui/time.tsx";
import classes from "./home.module.css";

const words = homeMessages.coming;

function sentOf(dataType: string): string {
  const known = dataTypes.find((each) => each === dataType);
  return known ? dataTypeWords(known) : dataType;
}

function frequencyWords(frequency: string): string {
  const known = frequencies.find((each) => each === frequency);
  return known ? frequencyLabels[known] : frequency;
}

function transferWords(frequency: string): string {
  const known = transferFrequencies.find((each) => each === frequency);
  return known ? transfersText.frequency[known].label : frequency;
}

type Face = {
  state: { running: string; next: string };
  href: (item: OverviewComing) => string;
  name: (item: OverviewComing) => string;
  /** beside its name: what it is */
  about: (item: OverviewComing) => string;
  /** how often, or which time it is */
  time: (item: OverviewComing) => string;
  /** how far it has come, while it runs */
  done: (item: OverviewComing) => ReactNode;
};

const faces: Record<OverviewComing["kind"], Face> = {
  export: {
    state: words.transport,
    href: ({ id }) => `/settings/exports/${id}`,
    name: ({ what }) => sentOf(what),
    about: ({ name }) => words.to(name),
    time: ({ frequency }) => frequencyWords(frequency),
    done: ({ done }) => (
      <>
        <Count value={done} /> {words.accepted}
      </>
    ),
  },
  transfer: {
    state: words.transport,
    href: ({ id, audienceId }) => `/audiences/${audienceId}?tab=sent&transfer=${id}`,
    name: ({ name }) => name,
    about: ({ what }) => words.audienceTo(what),
    time: ({ frequency }) => transferWords(frequency),
    done: ({ done }) => (
      <>
        <Count value={done} /> {words.accepted}
      </>
    ),
  },
  campaign: {
    state: words.message,
    href: ({ id }) => `/campaigns/${id}`,
    name: ({ name }) => name,
    about: ({ what }) => words.campaign(isChannelId(what) ? channelKits[what].label : what),
    time: ({ run }) => words.run(run),
    done: ({ done }) => (
      <>
        <Count value={done} /> {words.sent}
      </>
    ),
  },
  journey: {
    state: words.message,
    href: ({ id }) => `/journeys/${id}`,
    name: ({ name }) => name,
    about: () => words.journey,
    time: () => words.entry,
    done: ({ at }) => <Time at={at} relative />,
  },
};

function Row({ item }: { item: OverviewComing }) {
  const face = faces[item.kind];
  const percent = item.percent === null ? null : Math.floor(item.percent);
  return (
    <li>
      <Link href={face.href(item)} className={classes.coming}>
        <span className={classes.state}>
          {item.running ? (
            <Chip tone="blue" icon={IconLoader2} moving>
              {face.state.running}
              {percent === null ? "" : ` ${percent} %`}
            </Chip>
          ) : (
            <Chip tone="slate" icon={IconClock}>
              {face.state.next}
            </Chip>
          )}
        </span>
        <span className={classes.comingName}>
          {face.name(item)} <span className={classes.text}>{face.about(item)}</span>
        </span>
        <span className={classes.text}>{face.time(item)}</span>
        <span className={classes.end}>{item.running ? face.done(item) : <Time at={item.at} />}</span>
      </Link>
      {item.running && percent !== null && (
        <Progress value={percent} size={3} aria-label={`${face.name(item)} ${face.about(item)}`} />
      )}
    </li>
  );
}

/** What runs, then what comes next, each by its time: exports, audiences on their way, campaigns' runs, entries into journeys. */
export function NowAndNext({ coming }: { coming: OverviewComing[] }) {
  if (coming.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        {homeMessages.nothingRuns}
      </Text>
    );
  }
  return (
    <ul className={classes.comingList} aria-label={homeMessages.nowLabel}>
      {coming.map((item) => (
        <Row key={`${item.kind} ${item.id}`} item={item} />
      ))}
    </ul>
  );
}
