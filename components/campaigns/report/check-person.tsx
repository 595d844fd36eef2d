import { Button, Skeleton, Text, TextInput, Title } from "@mantine/core";
import { IconCircleCheck, IconCircleDashed, IconCircleX } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { campaignOperations } from "@/lib/campaigns/operations.ts";
import type { RecipientCheck, RecipientRow } from "@/lib/campaigns/schema.ts";
import { campaignReportMessages } from "@/lib/messages/campaign-report.ts";
import { operationQuery } from "../../operation-query.ts";
import { ErrorState } from "../../ui/error-state.tsx";
import { Link } from "../../ui/link.tsx";
import { Time } from "../../ui/time.tsx";
import { useUrlState } from "../../ui/use-url-state.ts";
import { OutcomeChip } from "./outcome-chip.tsx";
import classes from "./report.module.css";

const words = campaignReportMessages.check;

function Delivery({ of }: { of: RecipientRow }) {
  return (
    <li>
      <OutcomeChip status={of.status} label={of.label} />{" "}
      <Text span size="xs" c="dimmed">
        {campaignReportMessages.run.of(of.runNumber)}, <Time at={of.decidedAt ?? of.at} precision="second" />
      </Text>
      <Text size="sm">{of.reason ?? of.why}</Text>
      <Text size="xs" c="dimmed" title={words.messageId}>
        <code className={classes.messageId}>{of.messageId}</code>
      </Text>
    </li>
  );
}

const verdicts = {
  true: { icon: IconCircleCheck, colour: "teal", word: words.passes },
  false: { icon: IconCircleX, colour: "red", word: words.fails },
  null: { icon: IconCircleDashed, colour: "dimmed", word: words.unknown },
} as const;

function Now({ checks }: { checks: RecipientCheck["now"] }) {
  return (
    <ol className={classes.checks} aria-label={words.now}>
      {checks.map(({ check, passes, detail }) => {
        const { icon: Icon, colour, word } = verdicts[`${passes}`];
        return (
          <li key={check}>
            <Text span c={colour} lh={0} mt={2}>
              <Icon size={16} stroke={1.8} aria-hidden="true" />
            </Text>
            <div>
              <span className="visually-hidden">{word} </span>
              {check}
              <Text span size="xs" c="dimmed" display="block">
                {detail}
              </Text>
            </div>
          </li>
        );
      })}
    </ol>
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
          <Now checks={of.now} />
        </>
      )}
    </>
  );
}

/** *Check a person*: why somebody did, or did not, get it, and what would decide it now. */
export function CheckPerson({ campaignId }: { campaignId: string }) {
  const url = useUrlState();
  const asked = url.get("person") ?? "";
  const [typed, setTyped] = useState(asked);
  const check = useQuery({
    ...operationQuery(campaignOperations["campaigns.check"], { id: campaignId, person: asked }),
    enabled: asked !== "",
    placeholderData: keepPreviousData,
    retry: false,
  });
  function submit(event: FormEvent): void {
    event.preventDefault();
    const wanted = typed.trim();
    if (wanted === asked && wanted !== "") {
      void check.refetch();
    }
    url.set({ person: wanted });
  }
  return (
    <section className={classes.panel} aria-label={words.title}>
      <Title order={2} fz="sm">
        {words.title}
      </Title>
      <Text size="xs" c="dimmed">
        {words.text}
      </Text>
      <form onSubmit={submit} className={classes.ask}>
        <TextInput
          size="xs"
          aria-label={words.field}
          placeholder={words.field}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          maxLength={300}
          autoComplete="off"
        />
        <Button
          type="submit"
          size="xs"
          variant="default"
          loading={check.isFetching}
          disabled={typed.trim() === ""}
        >
          {words.submit}
        </Button>
      </form>
      {asked !== "" && check.isPending && <Skeleton height={60} mt="sm" />}
      {asked !== "" && check.isError && (
        <div style={{ marginTop: 8 }}>
          <ErrorState error={check.error} />
        </div>
      )}
      {asked !== "" && check.data && !check.isError && <Answer of={check.data} />}
    </section>
  );
}
