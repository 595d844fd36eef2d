"use client";

import { Button, Stack, Text } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { listMessages as words } from "@/lib/messages/lists.ts";
import { listOperations } from "@/lib/segments/lists/operations.ts";
import type { ListImportView, ListMode } from "@/lib/segments/lists/schema.ts";
import type { SegmentView } from "@/lib/segments/schema.ts";
import { operationKey } from "../../operation-query.ts";
import { DrawerActions, SideDrawer } from "../../ui/side-drawer.tsx";
import { ListFileFields } from "./list-file-fields.tsx";
import { useListFile } from "./use-list-file.ts";

/** A file that adds to a list, replaces who is in it, or takes people out. */
export function ImportListDrawer({
  list,
  mode,
  opened,
  onClose,
  onSent,
}: {
  list: SegmentView;
  mode: ListMode;
  opened: boolean;
  onClose: () => void;
  onSent: (made: ListImportView) => void;
}) {
  const client = useQueryClient();
  const file = useListFile();
  const send = useMutation({
    mutationFn: () => file.send(list.id, mode),
    onSuccess: onSent,
    onSettled: () =>
      client.invalidateQueries({ queryKey: operationKey(listOperations["segments.lists.imports"]) }),
  });
  return (
    <SideDrawer
      opened={opened}
      onClose={() => {
        file.reset();
        onClose();
      }}
      title={words.title(mode, list.name)}
      size={640}
      dirty={file.file !== null}
      footer={(leave) => (
        <DrawerActions onCancel={leave}>
          <Button
            color={mode === "remove" ? "red.9" : undefined}
            onClick={() => send.mutate()}
            disabled={!file.isReady}
            loading={send.isPending}
          >
            {words.verbs[mode]}
          </Button>
        </DrawerActions>
      )}
    >
      <Stack>
        <Text size="sm">{words.explain[mode](list.people)}</Text>
        <ListFileFields of={file} sending={send.isPending} error={send.error} />
      </Stack>
    </SideDrawer>
  );
}
