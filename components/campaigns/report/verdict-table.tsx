import { Text, Title } from "@mantine/core";
import type { CampaignReport } from "@/lib/campaigns/schema.ts";
import { campaignReportMessages } from "@/lib/messages/campaign-report.ts";
import { Count } from "../../ui/count.tsx";
import { type Column, DataTable } from "../../ui/data-table.tsx";
import { reportHref } from "../words.ts";
import { OutcomeChip } from "./outcome-chip.tsx";
import { groupQuery } from "./people-group.ts";
import classes from "./report.module.css";

const words = campaignReportMessages.verdicts;
type Verdict = CampaignReport["verdicts"][number];

/** Each outcome by its name: what it means, and how many people; the number opens them. */
export function VerdictTable({
  campaignId,
  runId,
  verdicts,
}: {
  campaignId: string;
  runId: string | null;
  verdicts: CampaignReport["verdicts"] | undefined;
}) {
  const columns: Column<Verdict>[] = [
    {
      key: "label",
      header: words.label,
      narrow: "title",
      render: ({ status, label }) => <OutcomeChip status={status} label={label} />,
    },
    {
      key: "why",
      header: words.why,
      render: ({ why }) => <span className={classes.sentence}>{why}</span>,
    },
    {
      key: "people",
      header: words.people,
      align: "right",
      narrowWord: ({ people }) => words.peopleWord(people),
      render: ({ status, code, label, people }) => (
        <Count
          value={people}
          href={reportHref(campaignId, groupQuery(code === null ? { status } : { code }, runId))}
          label={words.show(words.peopleWord(people), label)}
        />
      ),
    },
  ];
  return (
    <section aria-label={words.title}>
      <Title order={2} fz="md" mb={6}>
        {words.title}
      </Title>
      <DataTable
        label={words.title}
        columns={columns}
        rows={verdicts}
        rowKey={({ status, code }) => `${status} ${code}`}
        skeletonRows={3}
        empty={
          <Text size="sm" c="dimmed">
            {words.none}
          </Text>
        }
      />
    </section>
  );
}
