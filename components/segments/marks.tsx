import { Badge, Group } from "@mantine/core";
import { IconAlertTriangle, IconBolt, IconHistory, IconListDetails, IconRefresh } from "@tabler/icons-react";
import { segmentsMessages as words } from "@/lib/messages/segments.ts";
import type { SegmentKind } from "@/lib/segments/kinds.ts";
import type { SegmentRow } from "@/lib/segments/schema.ts";
import { Chip } from "../ui/chip.tsx";
import { Time } from "../ui/time.tsx";

export const kindIcons = { past: IconHistory, live: IconBolt, list: IconListDetails } as const;

/** What a segment goes by. */
export function KindMark({ kind }: { kind: SegmentKind }) {
  const Icon = kindIcons[kind];
  return (
    <Group gap={6} wrap="nowrap" component="span" display="inline-flex" title={words.kinds[kind].text}>
      <Icon size={16} stroke={1.6} aria-hidden="true" />
      <span style={{ whiteSpace: "nowrap" }}>{words.kinds[kind].name}</span>
    </Group>
  );
}

/** Whether its members are known: being counted, as of when, or why not. */
export function StateMark({ segment }: { segment: Pick<SegmentRow, "state" | "problem" | "countedAt"> }) {
  if (segment.state === "counting") {
    return (
      <Chip
        tone="blue"
        icon={IconRefresh}
        moving
        tooltip={segment.countedAt ? words.state.countingHelp : words.state.firstCountHelp}
      >
        {words.state.counting}
      </Chip>
    );
  }
  if (segment.state === "broken") {
    return (
      <Chip tone="red" icon={IconAlertTriangle} tooltip={segment.problem ?? undefined}>
        {words.state.broken}
      </Chip>
    );
  }
  return (
    <span>
      {words.state.asOf} <Time at={segment.countedAt} relative />
    </span>
  );
}

export function Labels({ labels }: { labels: string[] }) {
  return (
    <Group gap={4}>
      {labels.map((label) => (
        <Badge key={label} size="sm" variant="default" tt="none" fw={400}>
          {label}
        </Badge>
      ))}
    </Group>
  );
}
