"use client";

import { Avatar, Menu, Text, UnstyledButton } from "@mantine/core";
import { IconLogout, IconUserCircle } from "@tabler/icons-react";
import { useLeaveGuard } from "@/components/ui/leave-guard.tsx";
import { Link } from "@/components/ui/link.tsx";
import { roleWords } from "@/lib/messages/access.ts";
import { useVisitor } from "../visitor.tsx";
import { leave } from "./leave.ts";

/** Who is signed in, with the way to their account and out. */
export function AccountMenu() {
  const { name, email, role } = useVisitor();
  const guard = useLeaveGuard();
  return (
    <Menu position="top-end" width={240}>
      <Menu.Target>
        <UnstyledButton>
          <Avatar name={name} color="indigo" size={28} radius="xl" alt="" />
          <span className="visually-hidden">Account of {name}</span>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          <Text size="sm" fw={500} c="var(--mantine-color-text)" truncate>
            {name}
          </Text>
          <Text size="xs" truncate>
            {email}
          </Text>
          <Text size="xs">{roleWords[role].name} here</Text>
        </Menu.Label>
        <Menu.Divider />
        <Menu.Item
          component={Link}
          href="/settings/account"
          leftSection={<IconUserCircle size={16} stroke={1.6} />}
        >
          My account
        </Menu.Item>
        <Menu.Item
          leftSection={<IconLogout size={16} stroke={1.6} />}
          onClick={() => guard?.leave(() => leave())}
        >
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
