import { SimpleGrid } from "@mantine/core";
import { Link } from "@/components/ui/link.tsx";
import type { Counter, OverviewView } from "@/lib/home/schema.ts";
import { homeMessages } from "@/lib/messages/home.ts";
import { SparkBars } from "../ui/spark-bars.tsx";
import classes from "./home.module.css";

const words = homeMessages.counters;
const format = new Intl.NumberFormat("en");

function Card({
  label,
  counter,
  href,
  tone,
}: {
  label: string;
  counter: Counter;
  href: string;
  tone?: "red";
}) {
  const total = `${format.format(counter.total)}${counter.atLeast ? "+" : ""}`;
  const busiest = Math.max(...counter.hours);
  return (
    <Link href={href} className={classes.counter}>
      <span className={classes.label}>{label}</span>
      <span
        className={classes.total}
        title={counter.atLeast ? "At least as many; counting further costs too much" : undefined}
      >
        {total}
      </span>
      <SparkBars
        values={counter.hours}
        tone={tone}
        label={`${label} by hour, at most ${format.format(busiest)} in an hour`}
      />
    </Link>
  );
}

/** The five numbers of the last day with their rhythm; each leads to the rows behind it. */
export function Counters({ overview }: { overview: OverviewView }) {
  return (
    <SimpleGrid cols={{ base: 2, md: 5 }} spacing="sm">
      <Card label={words.received} counter={overview.received} href="/events" />
      <Card label={words.newPeople} counter={overview.newPeople} href="/people" />
      <Card label={words.messages} counter={overview.messages} href="/campaigns" />
      <Card label={words.sent} counter={overview.sent} href="/settings/exports" />
      <Card
        label={words.refused}
        counter={overview.refused}
        href="/sources"
        tone={overview.refused.total > 0 ? "red" : undefined}
      />
    </SimpleGrid>
  );
}
