import { Button, Text, Title } from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { journeySeeingOperations } from "@/lib/journeys/seeing/operations.ts";
import type { JourneyCheck } from "@/lib/journeys/seeing/schema.ts";
import { journeyReportMessages } from "@/lib/messages/journey-report.ts";
import { operationQuery } from "../../operation-query.ts";
import { CheckList } from "../../people/check-list.tsx";
import { CheckPanel } from "../../people/check-panel.tsx";
import { Link } from "../../ui/link.tsx";
import { Time } from "../../ui/time.tsx";

const words = journeyReportMessages.check;

function Answer({ of, onPath }: { of: JourneyCheck; onPath: (personId: string) => void }) {
  const { person, answer, stays, refusals, now } = of;
  return (
    <>
      <Text size="sm" fw={600} mt="sm" role="status">
        {answer}
      </Text>
      {person && (
        <Text size="sm" mt={2}>
          <Link href={`/people/${person.id}`}>{words.open}</Link>
        </Text>
      )}
      {person && stays.length > 0 && (
        <Button size="compact-sm" variant="light" mt={6} onClick={() => onPath(person.id)}>
          {words.path}
        </Button>
      )}
      {refusals.length > 0 && (
        <>
          <Title order={3} fz="xs" mt="sm">
            {words.refusals}
          </Title>
          <ul style={{ margin: 0, paddingLeft: 18 }}>
            {refusals.map(({ reason, why, times, lastAt }) => (
              <li key={reason}>
                <Text size="sm">
                  {why}{" "}
                  <Text span size="xs" c="dimmed">
                    {words.times(times)} <Time at={lastAt} />
                  </Text>
                </Text>
              </li>
            ))}
          </ul>
        </>
      )}
      {now.length > 0 && (
        <>
          <Title order={3} fz="xs" mt="sm">
            {words.now}
          </Title>
          <CheckList checks={now} label={words.now} words={words} />
        </>
      )}
    </>
  );
}

/** *Check a person*: where somebody is in the journey, or why they did not enter. */
export function CheckJourneyPerson({
  journeyId,
  asked,
  onAsk,
  onPath,
}: {
  journeyId: string;
  asked: string;
  onAsk: (person: string) => void;
  onPath: (personId: string) => void;
}) {
  const check = useQuery({
    ...operationQuery(journeySeeingOperations["journeys.check"], { id: journeyId, person: asked }),
    enabled: asked !== "",
    placeholderData: keepPreviousData,
    retry: false,
  });
  return (
    <CheckPanel words={words} asked={asked} check={check} onAsk={onAsk}>
      {(answer) => <Answer of={answer} onPath={onPath} />}
    </CheckPanel>
  );
}
