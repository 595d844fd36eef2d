import { Text, Title } from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { campaignOperations } from "@/lib/campaigns/operations.ts";
import type { RecipientCheck, RecipientRow } from "@/lib/campaigns/schema.ts";
import { campaignReportMessages } from "@/lib/messages/campaign-report.ts";
import { operationQuery } from "../../operation-query.ts";
import { CheckList } from "../../people/check-list.tsx";
import { CheckPanel } from "../../people/check-panel.tsx";
import { Link } from "../../ui/link.tsx";
import { useUrlState } from "../../ui/use-url-state.ts";
import { OutcomeWhen } from "./outcome-cells.tsx";
import { OutcomeChip } from "./outcome-chip.tsx";
import classes from "./report.module.css";

const words = campaignReportMessages.check;

function Delivery({ of }: { of: RecipientRow }) {
  return (
    <li>
      <OutcomeChip status={of.status} label={of.label} />{" "}
      <Text span size="xs" c="dimmed">
        {campaignReportMessages.run.of(of.runNumber)}, <OutcomeWhen row={of} />
      </Text>
      <Text size="sm">{of.reason ?? of.why}</Text>
      <Text size="xs" c="dimmed" title={words.messageId}>
        <code className={classes.messageId}>{of.messageId}</code>
      </Text>
    </li>
  );
}

function Answer({ of }: { of: RecipientCheck }) {
  return (
    <>
      <Text size="sm" fw={600} mt="sm" role="status">
        {of.answer}
      </Text>
      {of.person && (
        <Text size="sm" mt={2}>
          <Link href={`/people/${of.person.id}`}>{words.open}</Link>
        </Text>
      )}
      {of.person && (
        <>
          <Title order={3} fz="xs" mt="sm">
            {words.deliveries}
          </Title>
          {of.deliveries.length === 0 ? (
            <Text size="sm" c="dimmed">
              {words.noDeliveries}
            </Text>
          ) : (
            <ul className={classes.deliveries}>
              {of.deliveries.map((delivery) => (
                <Delivery key={`${delivery.runId} ${delivery.messageId}`} of={delivery} />
              ))}
            </ul>
          )}
        </>
      )}
      {of.now.length > 0 && (
        <>
          <Title order={3} fz="xs" mt="sm">
            {words.now}
          </Title>
          <CheckList checks={of.now} label={words.now} words={words} />
        </>
      )}
    </>
  );
}

/** *Check a person*: why somebody did, or did not, get it, and what would decide it now. */
export function CheckPerson({ campaignId }: { campaignId: string }) {
  const url = useUrlState();
  const asked = url.get("person") ?? "";
  const check = useQuery({
    ...operationQuery(campaignOperations["campaigns.check"], { id: campaignId, person: asked }),
    enabled: asked !== "",
    placeholderData: keepPreviousData,
    retry: false,
  });
  return (
    <CheckPanel words={words} asked={asked} check={check} onAsk={(person) => url.set({ person })}>
      {(answer) => <Answer of={answer} />}
    </CheckPanel>
  );
}
