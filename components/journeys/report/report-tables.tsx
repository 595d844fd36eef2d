import { Text, Title } from "@mantine/core";
import { titleOf } from "@/lib/journeys/graph.ts";
import type { JourneyReport } from "@/lib/journeys/seeing/schema.ts";
import { endKindOf, refusalOf, refusalWords } from "@/lib/journeys/seeing/words.ts";
import { journeyReportMessages } from "@/lib/messages/journey-report.ts";
import { type Column, DataTable } from "../../ui/data-table.tsx";
import type { Group } from "./asked.ts";
import classes from "./report.module.css";

const words = journeyReportMessages.tables;
const format = new Intl.NumberFormat("en");
type Counted = JourneyReport["totals"]["leftBy"][number];

function Opener({ people, label, onClick }: { people: number; label: string; onClick: () => void }) {
  return people === 0 ? (
    <span className="numbers">0</span>
  ) : (
    <button
      type="button"
      className={classes.opener}
      aria-label={`${format.format(people)} ${label}`}
      onClick={onClick}
    >
      {format.format(people)}
    </button>
  );
}

function CountedTable({
  title,
  name,
  rows,
  groupOf,
  onOpen,
}: {
  title: string;
  name: string;
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
      header: words.people,
      align: "right",
      narrowWord: words.people.toLowerCase(),
      render: (row) => (
        <Opener people={row.people} label={row.name} onClick={() => onOpen(groupOf(row.what))} />
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

type Step = { node: string; title: string; of: JourneyReport["nodes"][string] };

/** The counts of the canvas as a table: the same for those who do not see it, and where it has no room. */
function StepsTable({ report, onOpen }: { report: JourneyReport; onOpen: (group: Group) => void }) {
  const rows = report.document.nodes.flatMap((node): Step[] => {
    const of = report.nodes[node.id];
    return of ? [{ node: node.id, title: titleOf(node), of }] : [];
  });
  const number = (
    key: string,
    header: string,
    what: Group["what"],
    of: (row: Step) => number,
  ): Column<Step> => ({
    ...{ key, header, align: "right", narrowWord: header.toLowerCase() },
    render: (row) => (
      <Opener
        people={of(row)}
        label={`${header}: ${row.title}`}
        onClick={() => onOpen({ what, node: row.node })}
      />
    ),
  });
  const columns: Column<Step>[] = [
    { key: "step", header: words.step, narrow: "title", render: ({ title }) => title },
    number("entered", words.entered, "entered", ({ of }) => of.entered),
    number("inside", words.inside, "inside", ({ of }) => of.inside),
    number("moved", words.moved, "moved", ({ of }) => of.moved),
    number("out", words.out, "left", ({ of }) => of.out.reduce((total, { people }) => total + people, 0)),
  ];
  return (
    <section aria-label={words.list}>
      <Title order={2} fz="md" mb={6}>
        {words.list}
      </Title>
      <DataTable label={words.list} columns={columns} rows={rows} rowKey={({ node }) => node} />
    </section>
  );
}

/** How people left, who did not enter, and the counts of each step. */
export function ReportTables({ report, onOpen }: { report: JourneyReport; onOpen: (group: Group) => void }) {
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
      <StepsTable report={report} onOpen={onOpen} />
      <div className={classes.pair}>
        <CountedTable
          title={words.left}
          name={words.name}
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
