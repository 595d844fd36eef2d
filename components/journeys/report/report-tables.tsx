import { Text, Title } from "@mantine/core";
import type { Named } from "@/lib/journeys/nodes/mentions.ts";
import type { JourneyReport } from "@/lib/journeys/seeing/schema.ts";
import { endKindOf, refusalOf, refusalWords } from "@/lib/journeys/seeing/words.ts";
import { journeyReportMessages } from "@/lib/messages/journey-report.ts";
import { type Column, DataTable } from "../../ui/data-table.tsx";
import type { Group } from "./asked.ts";
import { Opener } from "./opener.tsx";
import classes from "./report.module.css";
import { SplitTables } from "./split-tables.tsx";
import type { Telling } from "./step-counts.ts";
import { StepsTable } from "./steps-table.tsx";

const words = journeyReportMessages.tables;
const format = new Intl.NumberFormat("en");
type Counted = JourneyReport["totals"]["leftBy"][number];

function CountedTable({
  title,
  name,
  counted,
  rows,
  groupOf,
  onOpen,
}: {
  title: string;
  name: string;
  /** What the numbers count. */
  counted: { header: string; word(count: number): string };
  rows: (Counted & { help?: string })[];
  groupOf: (what: string) => Group;
  onOpen: (group: Group) => void;
}) {
  const columns: Column<Counted & { help?: string }>[] = [
    {
      key: "name",
      header: name,
      narrow: "title",
      render: (row) => (
        <>
          {row.name}
          {row.help && (
            <Text size="xs" c="dimmed" style={{ whiteSpace: "normal" }}>
              {row.help}
            </Text>
          )}
        </>
      ),
    },
    {
      key: "people",
      header: counted.header,
      align: "right",
      narrowWord: ({ people }) => counted.word(people),
      render: (row) => (
        <Opener
          people={row.people}
          label={`${format.format(row.people)} ${row.name}`}
          onClick={() => onOpen(groupOf(row.what))}
        />
      ),
    },
  ];
  return (
    <section aria-label={title}>
      <Title order={2} fz="md" mb={6}>
        {title}
      </Title>
      <DataTable
        label={title}
        columns={columns}
        rows={rows}
        rowKey={({ what }) => what}
        empty={
          <Text size="sm" c="dimmed">
            {words.nobody}
          </Text>
        }
      />
    </section>
  );
}

/** How people left, who did not enter, and the counts of each step. */
export function ReportTables({
  report,
  telling,
  named,
  onOpen,
}: {
  report: JourneyReport;
  telling: Telling;
  named: Named | undefined;
  onOpen: (group: Group) => void;
}) {
  const { goals, leftBy, notEntered } = report.totals;
  const left = leftBy.filter(({ what }) => what !== "goal" || goals.length === 0);
  const reached = goals.map(({ what, name, people }) => ({
    what,
    name: `${journeyReportMessages.figures.goal}: ${name}`,
    people,
  }));
  const isGoal = new Set(goals.map(({ what }) => what));
  return (
    <>
      <SplitTables report={report} onOpen={onOpen} />
      <StepsTable report={report} telling={telling} named={named} onOpen={onOpen} />
      <div className={classes.pair}>
        <CountedTable
          title={words.left}
          name={words.name}
          counted={words.people}
          rows={[...reached, ...left]}
          groupOf={(what) =>
            isGoal.has(what)
              ? { what: "left", goal: what }
              : { what: "left", how: endKindOf(what) ?? undefined }
          }
          onOpen={onOpen}
        />
        <CountedTable
          title={words.notEntered}
          name={words.why}
          counted={words.times}
          rows={notEntered.map((row) => {
            const reason = refusalOf(row.what);
            return reason ? { ...row, help: refusalWords[reason].why } : row;
          })}
          groupOf={(what) => ({ what: "not_entered", reason: refusalOf(what) ?? undefined })}
          onOpen={onOpen}
        />
      </div>
    </>
  );
}
