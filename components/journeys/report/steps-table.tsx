import { Text, Title } from "@mantine/core";
import { titleOf } from "@/lib/journeys/graph.ts";
import { kindOf } from "@/lib/journeys/nodes/catalog.ts";
import type { Named } from "@/lib/journeys/nodes/mentions.ts";
import type { JourneyReport } from "@/lib/journeys/seeing/schema.ts";
import { journeyReportMessages } from "@/lib/messages/journey-report.ts";
import { Dash } from "../../ui/dash.tsx";
import { type Column, DataTable } from "../../ui/data-table.tsx";
import type { Group } from "./asked.ts";
import { Opener } from "./opener.tsx";
import { type StepCount, type Telling, toldCount, wholeOf } from "./step-counts.ts";

const words = journeyReportMessages.tables;

type Step = { node: string; title: string; rule: string | undefined; of: JourneyReport["nodes"][string] };

/** The counts of the canvas as a table: the same for those who do not see it, and where it has no room. */
export function StepsTable({
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
  const rows = report.document.nodes.flatMap((node): Step[] => {
    const of = report.nodes[node.id];
    const rule = kindOf(node.kind)?.words(node.settings, named);
    return of ? [{ node: node.id, title: titleOf(node), rule, of }] : [];
  });
  const number = (
    key: StepCount["key"] | "moved",
    header: string,
    what: Group["what"],
    countOf: (of: Step["of"]) => number,
  ): Column<Step> => ({
    ...{ key, header, align: "right", narrowWord: header.toLowerCase() },
    render: ({ node, title, of }) => {
      const count = countOf(of);
      if (
        telling.measure === "percent" &&
        count === 0 &&
        (key === "entered" ? telling.whole : of.present) === 0
      ) {
        return <Dash meaning={words.ofNobody} />;
      }
      const { text, detail } = toldCount(count, wholeOf(key, of, telling), telling.measure);
      return (
        <Opener
          people={count}
          text={text}
          label={`${header}: ${title}, ${detail ?? text}`}
          onClick={() => onOpen({ what, node })}
        />
      );
    },
  });
  const columns: Column<Step>[] = [
    {
      key: "step",
      header: words.step,
      narrow: "title",
      render: ({ title, rule }) => (
        <>
          {title}
          <Text size="xs" c="dimmed" style={{ whiteSpace: "normal" }}>
            {rule}
          </Text>
        </>
      ),
    },
    number("entered", words.entered, "entered", ({ entered }) => entered),
    number("inside", words.inside, "inside", ({ inside }) => inside),
    number("moved", words.moved, "moved", ({ moved }) => moved),
    number("out", words.out, "left", ({ out }) => out.reduce((total, { people }) => total + people, 0)),
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
