import { Link } from "@/components/ui/link.tsx";
import { sourcesMessages } from "@/lib/messages/sources.ts";
import type { ListedSource } from "@/lib/sources/schema.ts";
import { Dash } from "../ui/dash.tsx";
import { SparkBars } from "../ui/spark-bars.tsx";
import classes from "./last-day.module.css";

const words = sourcesMessages.lastDay;
const format = new Intl.NumberFormat("en");

/** The calls of a source's last day: their rhythm and both numbers, each of which leads to the calls behind it. */
export function LastDay({ source }: { source: ListedSource }) {
  const { accepted, refused, hours } = source.lastDay;
  if (accepted + refused === 0) {
    return <Dash meaning={words.none} />;
  }
  const href = `/sources/${source.id}?outcome=`;
  return (
    <span className={classes.day}>
      <span className={classes.bars}>
        <SparkBars
          values={hours}
          tone={accepted === 0 ? "red" : "accent"}
          label={words.bars(format.format(Math.max(...hours)))}
        />
      </span>
      <span className={classes.numbers}>
        {accepted > 0 && (
          <Link href={`${href}accepted`} className="numbers">
            {format.format(accepted)} accepted
          </Link>
        )}
        {refused > 0 && (
          <Link href={`${href}refused`} className={`numbers ${classes.refused}`}>
            {format.format(refused)} refused
          </Link>
        )}
      </span>
    </span>
  );
}
