import { Count } from "../ui/count.tsx";
import type { Column } from "../ui/data-table.tsx";
import classes from "./exports.module.css";

type Verdict = "accepted" | "rejected";

const verdictNames: Record<Verdict, string> = { accepted: "Accepted", rejected: "Rejected" };

/** How many records were accepted or rejected; the number opens them. */
export function verdictColumn<Row extends Record<Verdict, number>>(
  verdict: Verdict,
  to: { href: (row: Row, verdict: Verdict) => string; of?: (row: Row) => string },
): Column<Row> {
  return {
    key: verdict,
    header: verdictNames[verdict],
    align: "right",
    narrowWord: verdict,
    render: (row) => (
      <Count
        value={row[verdict]}
        href={to.href(row, verdict)}
        label={`${verdict}${to.of ? ` in ${to.of(row)}` : ""}, show them`}
      />
    ),
  };
}

/** A number that narrow screens do without. */
export function countColumn<Row>(key: string, header: string, value: (row: Row) => number): Column<Row> {
  return { key, header, align: "right", narrow: "hide", render: (row) => <Count value={value(row)} /> };
}

/** A few words; `title` says more of them on hover. */
export function wordsColumn<Row>(
  key: string,
  header: string,
  words: (row: Row) => string,
  title?: (row: Row) => string | undefined,
): Column<Row> {
  return {
    key,
    header,
    render: (row) => (
      <span className={classes.words} title={title?.(row)}>
        {words(row)}
      </span>
    ),
  };
}
