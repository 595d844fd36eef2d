"use client";

import { Button, Group, NativeSelect, Radio, Stack } from "@mantine/core";
import type { AudienceView } from "@/lib/audiences/schema.ts";
import { importMessages as words } from "@/lib/messages/audience-imports.ts";
import { FileDrop } from "../../imports/file-drop.tsx";
import { PreviewTable } from "../../imports/preview-table.tsx";
import { FileProblem, Sending } from "../../imports/sending.tsx";
import { DrawerActions, SideDrawer } from "../../ui/side-drawer.tsx";
import { ImportReport } from "./import-report.tsx";
import { useImport } from "./use-import.ts";

function ModeChoice({ value, onChange }: { value: string; onChange: (mode: "add" | "replace") => void }) {
  return (
    <Radio.Group
      label={words.mode.label}
      value={value}
      onChange={(next) => onChange(next === "replace" ? "replace" : "add")}
    >
      <Stack gap={6} mt={6}>
        <Radio value="add" label={words.mode.add} description={words.mode.addHelp} />
        <Radio value="replace" label={words.mode.replace} description={words.mode.replaceHelp} />
      </Stack>
    </Radio.Group>
  );
}

/** *Import CSV*: a file, which of its columns is the identity, its first rows, the mode; then progress and report. */
export function ImportDrawer({
  audience,
  opened,
  onClose,
}: {
  audience: AudienceView;
  opened: boolean;
  onClose: () => void;
}) {
  const now = useImport(audience.id);
  const { file, preview, send } = now;
  const made = send.data;
  function close(): void {
    onClose();
    now.reset();
  }
  if (made) {
    return (
      <SideDrawer
        opened={opened}
        onClose={close}
        title={`${words.action}: ${made.fileName}`}
        size={640}
        footer={
          <Group justify="flex-end" w="100%">
            <Button onClick={close}>Close</Button>
          </Group>
        }
      >
        <ImportReport audienceId={audience.id} importId={made.id} />
      </SideDrawer>
    );
  }
  return (
    <SideDrawer
      opened={opened}
      onClose={close}
      title={`${words.action} into ${audience.name}`}
      size={640}
      dirty={file !== null}
      footer={(leave) => (
        <DrawerActions onCancel={leave}>
          <Button
            onClick={() => file && send.mutate(file)}
            disabled={!file || !preview.data || now.column === ""}
            loading={send.isPending}
          >
            {words.start}
          </Button>
        </DrawerActions>
      )}
    >
      <Stack>
        {send.isPending ? <Sending part={now.part} /> : <FileDrop file={file} onFile={now.choose} />}
        {(preview.error ?? send.error) && <FileProblem error={preview.error ?? send.error} />}
        {preview.data && !send.isPending && (
          <>
            <NativeSelect
              label={words.column.label}
              description={words.column.help}
              value={now.column}
              onChange={(event) => now.setColumn(event.currentTarget.value)}
              data={preview.data.columns}
            />
            <PreviewTable preview={preview.data} column={now.column} />
            {audience.size > 0 && <ModeChoice value={now.mode} onChange={now.setMode} />}
          </>
        )}
      </Stack>
    </SideDrawer>
  );
}
