"use client";

import { Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconUserMinus } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { accessOperations as operations } from "@/lib/access/operations.ts";
import type { Role } from "@/lib/access/permissions.ts";
import type { MemberView } from "@/lib/access/schema.ts";
import { roleWords } from "@/lib/messages/access.ts";
import { call } from "../api.ts";
import { ConfirmModal } from "../ui/confirm-modal.tsx";
import { type Column, DataTable } from "../ui/data-table.tsx";
import { Time } from "../ui/time.tsx";
import { membersQuery } from "./queries.ts";
import { RoleSelect } from "./role-select.tsx";

const ONLY_ADMIN = "The only Admin. Make somebody else Admin first.";

/** Who is in, with their role to change and a way to remove them. */
export function MembersTable({ members }: { members: MemberView[] }) {
  const client = useQueryClient();
  const [leaving, setLeaving] = useState<MemberView | null>(null);
  const admins = members.filter((member) => member.role === "admin").length;
  const isOnlyAdmin = (member: MemberView): boolean => member.role === "admin" && admins === 1;

  async function changeRole(member: MemberView, role: Role): Promise<void> {
    try {
      await call(operations["members.changeRole"], { userId: member.userId, role });
      notifications.show({ color: "green", message: `${member.name} is ${roleWords[role].name} now` });
      if (member.you) {
        window.location.reload();
      }
    } catch (error) {
      const message = error instanceof Error ? error.message : "The role was not changed.";
      notifications.show({ color: "red", title: "The role was not changed", message });
    }
    await client.invalidateQueries({ queryKey: membersQuery.queryKey });
  }

  const columns: Column<MemberView>[] = [
    {
      key: "name",
      header: "Name",
      narrow: "title",
      render: (member) => (
        <Text span fw={500} size="sm">
          {member.name}
          {member.you && (
            <Text span c="dimmed" fw={400} size="sm">
              {" "}
              (you)
            </Text>
          )}
        </Text>
      ),
    },
    { key: "email", header: "E-mail", render: (member) => member.email },
    {
      key: "role",
      header: "Role",
      width: 150,
      render: (member) => (
        <RoleSelect
          aria-label={`Role of ${member.name}`}
          size="xs"
          w={120}
          value={member.role}
          disabled={isOnlyAdmin(member)}
          title={isOnlyAdmin(member) ? ONLY_ADMIN : undefined}
          onChange={(role) => changeRole(member, role)}
        />
      ),
    },
    {
      key: "joined",
      header: "Joined",
      narrow: "hide",
      render: (member) => <Time at={member.joinedAt} precision="day" />,
    },
    {
      key: "seen",
      header: "Last sign-in",
      narrow: "hide",
      render: (member) => <Time at={member.lastSignInAt} relative />,
    },
  ];
  return (
    <>
      <DataTable
        label="Members"
        columns={columns}
        rows={members}
        rowKey={(member) => member.userId}
        rowName={(member) => member.name}
        actions={(member) => [
          {
            label: member.you ? "Leave workspace" : "Remove member",
            icon: IconUserMinus,
            danger: true,
            disabledReason: isOnlyAdmin(member) ? ONLY_ADMIN : null,
            onClick: () => setLeaving(member),
          },
        ]}
      />
      <ConfirmModal
        opened={leaving !== null}
        onClose={() => setLeaving(null)}
        title={leaving?.you ? "Leave this workspace?" : `Remove ${leaving?.name}?`}
        confirmLabel={leaving?.you ? "Leave workspace" : "Remove member"}
        danger
        onConfirm={async () => {
          if (leaving) {
            await call(operations["members.remove"], { userId: leaving.userId });
            if (leaving.you) {
              window.location.assign("/");
            }
            await client.invalidateQueries({ queryKey: membersQuery.queryKey });
          }
        }}
      >
        {leaving?.you ? "You lose" : `${leaving?.email} loses`} access to this workspace at once. The account
        and its other workspaces stay. Invitations that {leaving?.you ? "you" : "they"} made and nobody has
        used end. API keys that {leaving?.you ? "you" : "they"} made go on working: revoke those that{" "}
        {leaving?.you ? "you" : "they"} may have kept.
      </ConfirmModal>
    </>
  );
}
