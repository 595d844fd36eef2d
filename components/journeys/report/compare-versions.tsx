import { Group, NativeSelect, Skeleton, Text } from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ChangedPart } from "@/lib/journeys/seeing/changed-parts.ts";
import { journeySeeingOperations } from "@/lib/journeys/seeing/operations.ts";
import type { VersionComparison } from "@/lib/journeys/seeing/schema.ts";
import { journeyReportMessages } from "@/lib/messages/journey-report.ts";
import { operationQuery } from "../../operation-query.ts";
import { Chip, type Tone } from "../../ui/chip.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { SideDrawer } from "../../ui/side-drawer.tsx";
import { useVisitor } from "../../visitor.tsx";
import { partLabel, partWords, whereTheyDiffer } from "./part-words.ts";
import classes from "./report.module.css";

const words = journeyReportMessages.compare;
type Change = VersionComparison["changes"][number];
const tones: Record<Change["what"], Tone> = { added: "green", removed: "red", changed: "amber" };

type Telling = Parameters<typeof partWords>[2];

/** One setting, as it was and as it is. */
function Part({ part, telling, whole }: { part: ChangedPart; telling: Telling; whole?: boolean }) {
  const [before, after] = whereTheyDiffer(
    partWords(part.field, part.before, telling),
    partWords(part.field, part.after, telling),
  );
  return (
    <div className={classes.part}>
      <dt>{partLabel(part, whole)}</dt>
      <dd>
        <del>
          <span className={classes.muted}>{words.was}: </span>
          {before}
        </del>
        <ins>
          <span className={classes.muted}>{words.is}: </span>
          {after}
        </ins>
      </dd>
    </div>
  );
}

function Link({ link: { exit, before, after } }: { link: Change["links"][number] }) {
  return (
    <div className={classes.part}>
      <dt>{words.leads(exit)}</dt>
      <dd>
        <del>
          <span className={classes.muted}>{words.was}: </span>
          {before ?? words.nowhere}
        </del>
        <ins>
          <span className={classes.muted}>{words.is}: </span>
          {after ?? words.nowhere}
        </ins>
      </dd>
    </div>
  );
}

function ChangeItem({ change, telling }: { change: Change; telling: Telling }) {
  const { name, what, before, after, parts, links, people } = change;
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
      <Text size="sm" c={what === "added" ? undefined : "dimmed"}>
        {after ?? before}
      </Text>
      {parts.length + links.length > 0 && (
        <dl className={classes.parts}>
          {parts.map((part) => (
            <Part key={partLabel(part)} part={part} telling={telling} />
          ))}
          {links.map((link) => (
            <Link key={link.exit} link={link} />
          ))}
        </dl>
      )}
    </li>
  );
}

function Comparison({ of }: { of: VersionComparison }) {
  const { changes, settings, names, inside } = of;
  const { timeZone } = useVisitor();
  const telling: Telling = { nameOf: (id) => names[id] ?? "", zone: timeZone };
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
          <ChangeItem key={change.node} change={change} telling={telling} />
        ))}
        {settings.length > 0 && (
          <li className={classes.change}>
            <Text size="sm" fw={600}>
              {words.settings}
            </Text>
            <dl className={classes.parts}>
              {settings.map((part) => (
                <Part key={partLabel(part)} part={part} telling={telling} whole />
              ))}
            </dl>
          </li>
        )}
      </ul>
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
