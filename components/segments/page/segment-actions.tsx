import { ActionIcon, Button, Menu } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import {
  IconArchive,
  IconArchiveOff,
  IconCopy,
  IconDots,
  IconPencil,
  IconRefresh,
} from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { segmentsMessages } from "@/lib/messages/segments.ts";
import { segmentOperations } from "@/lib/segments/operations.ts";
import type { SegmentView } from "@/lib/segments/schema.ts";
import { call } from "../../api.ts";
import { operationKey } from "../../operation-query.ts";
import { sayDone, sayProblem } from "../../toast.ts";
import { useGo } from "../../ui/leave-guard.tsx";
import { useUrlState } from "../../ui/use-url-state.ts";
import { useVisitor } from "../../visitor.tsx";
import { ArchiveModal } from "../archive-modal.tsx";

const words = segmentsMessages.actions;
const { row } = segmentsMessages;

/** What can be done with a segment; nothing for those who only look. */
export function SegmentActions({ segment }: { segment: SegmentView }) {
  const url = useUrlState();
  const go = useGo();
  const client = useQueryClient();
  const mayWrite = useVisitor().can("segments.write");
  const [archiving, { open, close }] = useDisclosure(false);
  const change = useMutation({
    mutationFn: (what: "duplicate" | "restore" | "refresh") =>
      call(segmentOperations[`segments.${what}`], { id: segment.id }),
    onSuccess: async (saved, what) => {
      const { "segments.list": list, "segments.get": get } = segmentOperations;
      await Promise.all(
        [list, get].map((operation) => client.invalidateQueries({ queryKey: operationKey(operation) })),
      );
      if (what === "duplicate") {
        sayDone(row.duplicated(saved.name));
        go(`/segments/${saved.id}`);
      } else {
        sayDone(what === "restore" ? row.restored(saved.name) : words.refreshing);
      }
    },
    onError: sayProblem,
  });
  if (!mayWrite) {
    return null;
  }
  const isList = segment.kind === "list";
  return (
    <>
      {!isList && !segment.archivedAt && (
        <Button
          variant="default"
          leftSection={<IconRefresh size={15} />}
          loading={change.isPending && change.variables === "refresh"}
          onClick={() => change.mutate("refresh")}
        >
          {words.refresh}
        </Button>
      )}
      <Button
        variant="default"
        leftSection={<IconPencil size={15} />}
        onClick={() => url.set({ tab: "definition" })}
      >
        {words.edit}
      </Button>
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <ActionIcon variant="default" size={36} aria-label={words.more}>
            <IconDots size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {!isList && (
            <Menu.Item leftSection={<IconCopy size={15} />} onClick={() => change.mutate("duplicate")}>
              {words.duplicate}
            </Menu.Item>
          )}
          {segment.archivedAt ? (
            <Menu.Item leftSection={<IconArchiveOff size={15} />} onClick={() => change.mutate("restore")}>
              {words.restore}
            </Menu.Item>
          ) : (
            <Menu.Item leftSection={<IconArchive size={15} />} onClick={open}>
              {words.archive}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      <ArchiveModal segment={segment} opened={archiving} onClose={close} />
    </>
  );
}
