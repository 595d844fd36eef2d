import { Text, Title } from "@mantine/core";
import { nodeOf, titleOf } from "@/lib/journeys/graph.ts";
import type { JourneyReport, SplitReport } from "@/lib/journeys/seeing/schema.ts";
import { journeyReportMessages } from "@/lib/messages/journey-report.ts";
import { Count } from "../../ui/count.tsx";
import { Dash } from "../../ui/dash.tsx";
import { type Column, DataTable } from "../../ui/data-table.tsx";
import { Time } from "../../ui/time.tsx";
import type { Group } from "./asked.ts";
import { Opener } from "./opener.tsx";

const words = journeyReportMessages.splits;
const percents = new Intl.NumberFormat("en", { style: "percent", maximumFractionDigits: 1 });
type Path = SplitReport["paths"][number];

const column = (
  key: string,
  { header, word }: { header: string; word(): string },
  render: Column<Path>["render"],
): Column<Path> => ({ key, header, align: "right", narrowWord: word(), render });

const columnsOf = (onOpen: (exit: string) => void): Column<Path>[] => [
  { key: "path", header: words.path, narrow: "title", render: ({ name }) => name },
  column("people", words.people, ({ exit, name, people }) => (
    <Opener people={people} label={words.open(people, name)} onClick={() => onOpen(exit)} />
  )),
  column("reached", words.reached, ({ reached }) => <Count value={reached} />),
  column("rate", words.rate, ({ people, reached }) =>
    people === 0 ? <Dash meaning={words.nobody} /> : percents.format(reached / people),
  ),
  column("share", words.share, ({ share }) => <strong>{percents.format(share)}</strong>),
];

/** Of each automatic A/B split how its paths do, and what each of them gets now. */
export function SplitTables({ report, onOpen }: { report: JourneyReport; onOpen: (group: Group) => void }) {
  return report.splits.map(({ node, weighedAt, paths }) => {
    const found = nodeOf(report.document, node);
    const title = words.title(found ? titleOf(found) : node);
    return (
      <section key={node} aria-label={title}>
        <Title order={2} fz="md" mb={6}>
          {title}
        </Title>
        <DataTable
          label={title}
          columns={columnsOf((exit) => onOpen({ what: "took", node, exit }))}
          rows={paths}
          rowKey={({ exit }) => exit}
        />
        <Text size="xs" c="dimmed" mt={4}>
          {words.help}{" "}
          {weighedAt === null ? (
            words.notYet
          ) : (
            <>
              {words.weighed} <Time at={weighedAt} />
            </>
          )}
        </Text>
      </section>
    );
  });
}
