import { ActionIcon, NativeSelect, Skeleton, Text, Title } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import type { JourneyPath, PathStay } from "@/lib/journeys/seeing/schema.ts";
import { endWords } from "@/lib/journeys/seeing/words.ts";
import { journeyReportMessages } from "@/lib/messages/journey-report.ts";
import { ErrorState } from "../../ui/error-state.tsx";
import { Link } from "../../ui/link.tsx";
import { Time } from "../../ui/time.tsx";
import { useVisitor } from "../../visitor.tsx";
import { PathList } from "../simulator/path-list.tsx";
import type { Step } from "../simulator/steps.ts";
import { nameOfPerson } from "./people-drawer.tsx";
import classes from "./report.module.css";

const words = journeyReportMessages.path;

/** How somebody stands now: where they wait, for what and how long, or how they left. */
function Standing({ stay }: { stay: PathStay }) {
  if (stay.endedAt !== null) {
    return (
      <Text size="sm">
        {words.left} <Time at={stay.endedAt} />
        {stay.endKind && `: ${endWords[stay.endKind]}`}
        {stay.goal && ` (${stay.goal})`}
      </Text>
    );
  }
  return (
    <Text size="sm">
      {stay.enteredAt === null && `${words.before} `}
      {words.here}: <strong>{stay.nodeName}</strong>.{" "}
      {stay.stuck === null ? words.waitsFor(stay.waitsFor) : words.stuck(stay.stuck)}
      {stay.until && (
        <>
          {stay.stuck === null ? ` ${words.until} ` : " "}
          <Time at={stay.until} />
        </>
      )}
      .
    </Text>
  );
}

/** The way that one person went, step by step, with times and reasons. */
export function PersonPath({
  path,
  error,
  stay,
  steps,
  index,
  onIndex,
  onStay,
  onClose,
}: {
  path: JourneyPath | undefined;
  error: Error | null;
  stay: PathStay | undefined;
  steps: Step[];
  index: number;
  onIndex: (index: number) => void;
  onStay: (round: number) => void;
  onClose: () => void;
}) {
  const { timeZone } = useVisitor();
  return (
    <section aria-label={path ? words.of(nameOfPerson(path.person)) : words.stay}>
      <div className={classes.head}>
        <Title order={2} fz="sm">
          {path ? (
            <Link href={`/people/${path.person.id}?tab=journeys`}>{nameOfPerson(path.person)}</Link>
          ) : (
            words.stay
          )}
        </Title>
        <ActionIcon variant="subtle" color="gray" aria-label={words.close} onClick={onClose}>
          <IconX size={16} />
        </ActionIcon>
      </div>
      {error && !path && <ErrorState error={error} />}
      {!path && !error && <Skeleton height={160} />}
      {path && !stay && (
        <Text size="sm" c="dimmed">
          {words.none}
        </Text>
      )}
      {path && stay && (
        <>
          {path.stays.length > 1 && (
            <NativeSelect
              size="xs"
              mb={8}
              aria-label={words.stay}
              value={String(stay.round)}
              data={path.stays.map(({ round, endedAt }) => ({
                value: String(round),
                label: words.stayOf(round, endedAt !== null),
              }))}
              onChange={(event) => onStay(Number(event.currentTarget.value))}
            />
          )}
          <Standing stay={stay} />
          <Text size="xs" c="dimmed" mb={8}>
            {words.version(stay.version)}
            {stay.cut && `. ${words.cut}`}
          </Text>
          <PathList steps={steps} index={index} zone={timeZone} onIndex={onIndex} />
        </>
      )}
    </section>
  );
}
