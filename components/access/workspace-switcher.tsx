"use client";

import { Badge, Group, Menu, Text, UnstyledButton } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { notifications } from "@mantine/notifications";
import { IconCheck, IconPlus, IconSelector } from "@tabler/icons-react";
import { useLeaveGuard } from "../ui/leave-guard.tsx";
import { useVisitor } from "../visitor.tsx";
import { chooseWorkspace } from "./choose-workspace.ts";
import { NewWorkspaceModal } from "./new-workspace-modal.tsx";
import classes from "./workspace-switcher.module.css";

async function go(workspaceId: string): Promise<void> {
  try {
    await chooseWorkspace(workspaceId);
  } catch (error) {
    const message = error instanceof Error ? error.message : "The server did not answer.";
    notifications.show({ color: "red", title: "The workspace was not switched", message });
  }
}

/** The workspace of this screen; opens the list of the others. */
export function WorkspaceSwitcher() {
  const { workspaceId, workspaceName, workspaces, demo, can } = useVisitor();
  const guard = useLeaveGuard();
  const [creating, { open, close }] = useDisclosure(false);
  return (
    <>
      <Menu position="bottom-start" width="target">
        <Menu.Target>
          <UnstyledButton className={classes.button} title="Switch workspace">
            <Text span size="sm" fw={500} truncate>
              {workspaceName}
            </Text>
            <Group gap={4} wrap="nowrap">
              {demo && (
                <Badge size="xs" variant="light" color="gray" tt="none">
                  demo
                </Badge>
              )}
              <IconSelector size={15} stroke={1.6} aria-hidden="true" />
            </Group>
          </UnstyledButton>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>Workspaces</Menu.Label>
          {workspaces.map(({ id, name }) => (
            <Menu.Item
              key={id}
              onClick={() => id !== workspaceId && guard?.leave(() => go(id))}
              aria-current={id === workspaceId ? "true" : undefined}
              rightSection={id === workspaceId ? <IconCheck size={15} aria-hidden="true" /> : null}
            >
              {name}
            </Menu.Item>
          ))}
          {can("workspace.create") && (
            <>
              <Menu.Divider />
              <Menu.Item leftSection={<IconPlus size={15} />} onClick={open}>
                New workspace
              </Menu.Item>
            </>
          )}
        </Menu.Dropdown>
      </Menu>
      <NewWorkspaceModal opened={creating} onClose={close} />
    </>
  );
}
