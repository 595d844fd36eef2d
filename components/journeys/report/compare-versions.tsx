import { Group, NativeSelect, Skeleton, Text } from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { journeySeeingOperations } from "@/lib/journeys/seeing/operations.ts";
import type { VersionComparison } from "@/lib/journeys/seeing/schema.ts";
import { journeyReportMessages } from "@/lib/messages/journey-report.ts";
import { operationQuery } from "../../operation-query.ts";
import { Chip, type Tone } from "../../ui/chip.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { SideDrawer } from "../../ui/side-drawer.tsx";
import classes from "./report.module.css";

const words = journeyReportMessages.compare;
type Change = VersionComparison["changes"][number];
const tones: Record<Change["what"], Tone> = { added: "green", removed: "red", changed: "amber" };

function ChangeItem({ change }: { change: Change }) {
  const { name, what, before, after, links, people } = change;
  const isReworded = before !== null && after !== null && before !== after;
  return (
    <li className={classes.change}>
      <Group gap={8}>
        <Chip tone={tones[what]}>{words.what[what]}</Chip>
        <Text size="sm" fw={600}>
          {name}
        </Text>
        {people > 0 && (
          <Text size="xs" c="dimmed">
            {words.people(people)}
          </Text>
        )}
      </Group>
      {isReworded ? (
        <>
          <Text size="sm" c="dimmed">
            {words.was}: {before}
          </Text>
          <Text size="sm">
            {words.is}: {after}
          </Text>
        </>
      ) : (
        <Text size="sm" c={what === "removed" ? "dimmed" : undefined}>
          {after ?? before}
        </Text>
      )}
      {links.length > 0 && <Text size="sm">{words.links(links)}</Text>}
      {what === "changed" && !isReworded && links.length === 0 && (
        <Text size="sm" c="dimmed">
          {words.unsaid}
        </Text>
      )}
    </li>
  );
}

function Comparison({ of }: { of: VersionComparison }) {
  const { changes, settings, inside } = of;
  return (
    <>
      {inside > 0 && (
        <Text size="sm" c="dimmed" mt="sm">
          {words.inside(inside)}
        </Text>
      )}
      {changes.length === 0 && settings.length === 0 && (
        <Text size="sm" mt="sm">
          {words.same}
        </Text>
      )}
      <ul className={classes.changes}>
        {changes.map((change) => (
          <ChangeItem key={change.node} change={change} />
        ))}
      </ul>
      {settings.length > 0 && (
        <Text size="sm" mt="sm">
          {words.settings(settings)}
        </Text>
      )}
    </>
  );
}

/** What differs between two versions for the people in the journey; `versions`: newest first. */
export function CompareVersions({
  journeyId,
  versions,
  from,
  opened,
  onClose,
}: {
  journeyId: string;
  versions: readonly number[];
  from: number;
  opened: boolean;
  onClose: () => void;
}) {
  const [sides, setSides] = useState({ from: String(from), to: "draft" });
  const asked = useQuery({
    ...operationQuery(journeySeeingOperations["journeys.compare"], { id: journeyId, ...sides } as never),
    enabled: opened,
    placeholderData: keepPreviousData,
  });
  const data = [
    { value: "draft", label: words.draft },
    ...versions.map((number) => ({
      value: String(number),
      label: journeyReportMessages.versionOf(number),
    })),
  ];
  return (
    <SideDrawer opened={opened} onClose={onClose} title={words.title}>
      <Group gap="sm">
        {(["from", "to"] as const).map((side) => (
          <NativeSelect
            key={side}
            size="xs"
            label={words[side]}
            data={data}
            value={sides[side]}
            onChange={(event) => setSides({ ...sides, [side]: event.currentTarget.value })}
          />
        ))}
      </Group>
      {asked.error ? (
        <ErrorState error={asked.error} onRetry={() => asked.refetch()} />
      ) : asked.data ? (
        <Comparison of={asked.data} />
      ) : (
        <Skeleton height={120} mt="sm" />
      )}
    </SideDrawer>
  );
}
