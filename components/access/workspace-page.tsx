"use client";

import { Button, Group, Select, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useRouter } from "next/navigation";
import { type FormEvent, useMemo, useState } from "react";
import { accessOperations as operations } from "@/lib/access/operations.ts";
import type { WorkspaceView } from "@/lib/access/schema.ts";
import { access } from "@/lib/messages/access.ts";
import { call } from "../api.ts";
import { CopyField } from "../ui/copy-field.tsx";
import { useUnsaved } from "../ui/leave-guard.tsx";
import { PageHeader } from "../ui/page-header.tsx";
import { useVisitor } from "../visitor.tsx";
import { ProblemAlert } from "./problem-alert.tsx";
import { SettingBlock } from "./setting-block.tsx";
import { timeZoneChoices } from "./time-zones.ts";
import { useAction } from "./use-action.ts";

/** Name and time zone of the workspace; everybody sees them, Admins change them. */
export function WorkspacePage({ workspace }: { workspace: WorkspaceView }) {
  const { can } = useVisitor();
  const router = useRouter();
  const action = useAction();
  const [name, setName] = useState(workspace.name);
  const [timeZone, setTimeZone] = useState(workspace.timeZone);
  const zones = useMemo(() => timeZoneChoices(workspace.timeZone, new Date()), [workspace.timeZone]);
  const readOnly = !can("workspace.write");
  const changed = name !== workspace.name || timeZone !== workspace.timeZone;
  useUnsaved(changed);
  async function save(event: FormEvent): Promise<void> {
    event.preventDefault();
    await action.run(async () => {
      await call(operations["workspace.update"], { name, timeZone });
      notifications.show({ color: "green", message: "Workspace saved" });
      router.refresh();
    });
  }
  return (
    <>
      <PageHeader title={access.workspace.title} description={access.workspace.description} />
      <form onSubmit={save} noValidate>
        <SettingBlock title="General" description={readOnly ? access.workspace.readOnly : undefined}>
          <ProblemAlert problem={action.problem} />
          <TextInput
            label="Name"
            required={!readOnly}
            maxLength={80}
            disabled={readOnly}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            error={action.fields.name}
          />
          <Select
            label="Time zone"
            description="Days begin at midnight here, in exports, schedules and filters."
            searchable
            allowDeselect={false}
            disabled={readOnly}
            nothingFoundMessage="No such time zone"
            limit={100}
            data={zones}
            value={timeZone}
            onChange={(zone) => zone && setTimeZone(zone)}
            error={action.fields.timeZone}
          />
          {!readOnly && (
            <Group>
              <Button type="submit" loading={action.busy} disabled={!changed}>
                Save workspace
              </Button>
            </Group>
          )}
        </SettingBlock>
      </form>
      <SettingBlock title="For programs" description="API keys act in this workspace alone.">
        <CopyField label="Workspace ID" value={workspace.id} />
      </SettingBlock>
    </>
  );
}
