import { Text } from "@mantine/core";
import { IconAlertTriangle, IconCheck, IconCircleX, IconLoader2 } from "@tabler/icons-react";
import { listMessages } from "@/lib/messages/lists.ts";
import type { ListImportView } from "@/lib/segments/lists/schema.ts";
import { Chip } from "../../ui/chip.tsx";
import { Count } from "../../ui/count.tsx";
import type { Column } from "../../ui/data-table.tsx";
import { Time } from "../../ui/time.tsx";

const words = listMessages.imports;

const faces = {
  UPLOADING: { tone: "blue", icon: IconLoader2, moving: true },
  APPLYING: { tone: "blue", icon: IconLoader2, moving: true },
  DONE: { tone: "green", icon: IconCheck, moving: false },
  FAILED: { tone: "red", icon: IconCircleX, moving: false },
} as const;

function Status({ of }: { of: ListImportView }) {
  const missed = of.unknown + of.refused;
  const partly = of.status === "DONE" && missed > 0;
  return (
    <Chip
      {...faces[of.status]}
      {...(partly && { tone: "amber", icon: IconAlertTriangle })}
      tooltip={of.problem ?? undefined}
    >
      {words.statuses[of.status]}
      {of.status === "APPLYING" && ` ${of.percent ?? 0} %`}
      {partly && words.notTaken(missed.toLocaleString("en"))}
    </Chip>
  );
}

/** What a list's files are told by. */
export const listImportColumns: Column<ListImportView>[] = [
  {
    key: "file",
    header: words.file,
    narrow: "title",
    render: (row) => (
      <>
        {row.fileName}{" "}
        <Text span size="xs" c="dimmed">
          {words.by(row.column, listMessages.kinds[row.identifiedBy])}
        </Text>
      </>
    ),
  },
  { key: "did", header: words.did, render: (row) => listMessages.modes[row.mode] },
  { key: "status", header: words.status, render: (row) => <Status of={row} /> },
  {
    key: "rows",
    header: words.rows,
    align: "right",
    narrowWord: "rows",
    render: (row) => <Count value={row.rows} />,
  },
  {
    key: "entered",
    header: words.entered,
    align: "right",
    narrowWord: "entered",
    render: (row) => <Count value={row.entered} />,
  },
  {
    key: "left",
    header: words.left,
    align: "right",
    narrowWord: "left",
    render: (row) => <Count value={row.left} />,
  },
  { key: "who", header: words.who, narrow: "hide", render: (row) => row.createdBy },
  { key: "at", header: words.at, render: (row) => <Time at={row.createdAt} relative /> },
];
