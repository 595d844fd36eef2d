import type { JourneyRow } from "@/lib/journeys/schema.ts";
import { journeysMessages as words } from "@/lib/messages/journeys.ts";
import classes from "../../campaigns/campaigns.module.css";
import { Count } from "../../ui/count.tsx";
import type { Column } from "../../ui/data-table.tsx";
import { Link } from "../../ui/link.tsx";
import { Time } from "../../ui/time.tsx";
import { JourneyChip, whyOf } from "../status-chip.tsx";
import { journeyHref } from "../use-journey-verbs.ts";

const versionWords = ({ version, changed }: JourneyRow): string =>
  version === null ? words.neverPublished : changed ? words.draftOf(version) : words.versionOf(version);

/** The people behind each count, as the report's addresses name them. */
const peopleOf = { entered: "entered", inside: "inside", finished: "left", goals: "left&how=goal" } as const;

const countColumn = (key: keyof typeof peopleOf): Column<JourneyRow> => ({
  key,
  header: words.columns[key],
  align: "right",
  narrowWord: words.columns[key].toLowerCase(),
  render: (row) => (
    <Count
      value={row[key]}
      href={`${journeyHref(row.id)}?tab=report&people=${peopleOf[key]}`}
      label={`${words.columns[key].toLowerCase()}, ${row.name}`}
    />
  ),
});

/** The columns of the list of journeys. */
export const journeyColumns: Column<JourneyRow>[] = [
  {
    key: "name",
    header: words.columns.name,
    narrow: "title",
    render: (row) => (
      <>
        <Link href={journeyHref(row.id)} className={`plain ${classes.name}`} title={row.name}>
          {row.name}
        </Link>
        <span className={classes.under}>{row.labels.join(", ") || versionWords(row)}</span>
      </>
    ),
  },
  {
    key: "status",
    header: words.columns.status,
    render: (row) => (
      <>
        <JourneyChip of={row} />
        {whyOf(row) !== null && <span className={classes.why}>{whyOf(row)}</span>}
      </>
    ),
  },
  countColumn("entered"),
  countColumn("inside"),
  countColumn("finished"),
  countColumn("goals"),
  {
    key: "changed",
    header: words.columns.changed,
    narrow: "hide",
    render: (row) => <Time at={row.changedAt} relative />,
  },
  {
    key: "created",
    header: words.columns.created,
    narrow: "hide",
    render: (row) => (
      <span className={classes.person} title={row.createdBy}>
        {row.createdBy}
      </span>
    ),
  },
];
