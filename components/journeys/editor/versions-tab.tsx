import { Box, Group, Modal, Text } from "@mantine/core";
import { IconEye, IconGitCompare, IconHistory, IconRestore } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { journeyOperations } from "@/lib/journeys/operations.ts";
import type { JourneyVersionRow, JourneyView } from "@/lib/journeys/schema.ts";
import { activeStatuses } from "@/lib/journeys/statuses.ts";
import { journeyReportMessages } from "@/lib/messages/journey-report.ts";
import { journeysMessages } from "@/lib/messages/journeys.ts";
import { call } from "../../api.ts";
import { operationQuery } from "../../operation-query.ts";
import { sayDone } from "../../toast.ts";
import { Chip } from "../../ui/chip.tsx";
import { ConfirmModal } from "../../ui/confirm-modal.tsx";
import { type Column, DataTable } from "../../ui/data-table.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { Time } from "../../ui/time.tsx";
import { useUrlState } from "../../ui/use-url-state.ts";
import { usePanel } from "../../use-panel.ts";
import { JourneyCanvas } from "../canvas/journey-canvas.tsx";
import { groupParameters } from "../report/asked.ts";
import { CompareVersions } from "../report/compare-versions.tsx";
import { Opener } from "../report/opener.tsx";
import { useNamed } from "../use-named.ts";
import { useJourney } from "./journey-context.tsx";

const words = journeysMessages.versions;
/** So often is looked again while people are moved to a version. */
const MOVING_MS = 5_000;

// Last stands what nobody presses: the row's actions come over it.
function columnsFor(
  { version: current, status }: Pick<JourneyView, "version" | "status">,
  onPeople: (what: "entered" | "inside", version: number) => void,
): Column<JourneyVersionRow>[] {
  return [
    {
      key: "number",
      header: words.number,
      narrow: "title",
      render: ({ number, moving }) => (
        <Group gap={8} wrap="nowrap">
          <strong>v{number}</strong>
          {number === current &&
            (activeStatuses.includes(status) ? (
              <Chip tone="green">{words.current.enters}</Chip>
            ) : (
              <Chip tone="grey">{words.current.last}</Chip>
            ))}
          {moving && (
            <Chip tone="blue" moving>
              {words.moving}
            </Chip>
          )}
        </Group>
      ),
    },
    { key: "note", header: words.note, render: ({ note }) => note || "–" },
    {
      key: "entered",
      header: words.entered,
      align: "right",
      narrowWord: words.entered.toLowerCase(),
      render: ({ number, entered }) => (
        <Opener
          people={entered}
          label={words.openEntered(number, entered)}
          onClick={() => onPeople("entered", number)}
        />
      ),
    },
    {
      key: "inside",
      header: words.inside,
      align: "right",
      narrowWord: words.inside.toLowerCase(),
      render: ({ number, inside }) => (
        <Opener
          people={inside}
          label={words.openInside(number, inside)}
          onClick={() => onPeople("inside", number)}
        />
      ),
    },
    { key: "at", header: words.at, render: ({ at }) => <Time at={at} /> },
    { key: "by", header: words.by, narrow: "hide", render: ({ by }) => by },
  ];
}

/** A version as it was published, to be looked at only. */
function Look({ number, onClose, opened }: { number: number; opened: boolean; onClose: () => void }) {
  const { view } = useJourney();
  const asked = useQuery(operationQuery(journeyOperations["journeys.version"], { id: view.id, number }));
  const named = useNamed(asked.data?.document);
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={words.lookTitle(number)}
      closeButtonProps={{ "aria-label": "Close" }}
      size="90%"
    >
      <Box h="70vh">
        {asked.data && <JourneyCanvas document={asked.data.document} mode="view" named={named} />}
        {asked.error && <ErrorState error={asked.error} onRetry={() => asked.refetch()} />}
      </Box>
    </Modal>
  );
}

/** What was published, each with what it says; an earlier one can become the draft again. */
export function VersionsTab({ onRestored }: { onRestored: (view: JourneyView) => void }) {
  const { view, isReadOnly, flush } = useJourney();
  const looking = usePanel<number>();
  const restoring = usePanel<number>();
  const comparing = usePanel<number>();
  const url = useUrlState();
  const openPeople = (what: "entered" | "inside", version: number) =>
    url.set({ tab: "report", range: null, version, ...groupParameters({ what }) });
  const options = operationQuery(journeyOperations["journeys.versions"], { id: view.id });
  const list = useQuery({
    ...options,
    queryKey: [...options.queryKey, view.version],
    refetchInterval: ({ state }) => (state.data?.items.some(({ moving }) => moving) ? MOVING_MS : false),
  });
  if (list.error && !list.data) {
    return <ErrorState error={list.error} onRetry={() => list.refetch()} />;
  }
  if (list.data?.items.length === 0) {
    return (
      <EmptyState icon={IconHistory} title={words.none}>
        {words.noneText}
      </EmptyState>
    );
  }
  return (
    <Box p="md" style={{ flex: 1, minWidth: 0, overflowY: "auto" }}>
      <Text size="xs" c="dimmed" mb={6}>
        {words.help}
      </Text>
      <DataTable
        label={words.title}
        columns={columnsFor(view, openPeople)}
        rows={list.data?.items}
        rowKey={({ number }) => String(number)}
        rowName={({ number }) => `v${number}`}
        actions={({ number }) => [
          { label: words.look(number), icon: IconEye, quick: true, onClick: () => looking.show(number) },
          {
            label: journeyReportMessages.compare.title,
            icon: IconGitCompare,
            quick: true,
            onClick: () => comparing.show(number),
          },
          ...(isReadOnly
            ? []
            : [
                {
                  label: words.restore(number),
                  icon: IconRestore,
                  quick: true,
                  onClick: () => restoring.show(number),
                },
              ]),
        ]}
      />
      {looking.panel && (
        <Look number={looking.panel.subject} opened={looking.panel.opened} onClose={looking.close} />
      )}
      {comparing.panel && (
        <CompareVersions
          key={comparing.panel.subject}
          journeyId={view.id}
          versions={(list.data?.items ?? []).map(({ number }) => number)}
          from={comparing.panel.subject}
          opened={comparing.panel.opened}
          onClose={comparing.close}
        />
      )}
      {restoring.panel && (
        <ConfirmModal
          opened={restoring.panel.opened}
          onClose={restoring.close}
          title={words.confirmTitle(restoring.panel.subject)}
          confirmLabel={words.confirm}
          onConfirm={async () => {
            const number = restoring.panel?.subject ?? 0;
            const saved = await flush();
            const revision = saved?.revision ?? view.revision;
            onRestored(
              await call(journeyOperations["journeys.restoreVersion"], { id: view.id, number, revision }),
            );
            sayDone(words.restored(number));
          }}
        >
          <Text size="sm">{words.confirmText}</Text>
        </ConfirmModal>
      )}
    </Box>
  );
}
