"use client";

import { Button, Text } from "@mantine/core";
import { IconClock, IconLinkOff, IconMailForward, IconUserCheck } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { accessOperations as operations } from "@/lib/access/operations.ts";
import type { InvitationView } from "@/lib/access/schema.ts";
import { access, roleWords } from "@/lib/messages/access.ts";
import { call } from "../api.ts";
import { Chip } from "../ui/chip.tsx";
import { ConfirmModal } from "../ui/confirm-modal.tsx";
import { type Column, DataTable } from "../ui/data-table.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Time } from "../ui/time.tsx";
import { invitationsQuery } from "./queries.ts";

const states = {
  open: { tone: "blue", icon: IconMailForward, word: "Open" },
  accepted: { tone: "green", icon: IconUserCheck, word: "Accepted" },
  revoked: { tone: "grey", icon: IconLinkOff, word: "Revoked" },
  expired: { tone: "grey", icon: IconClock, word: "Expired" },
} as const;

const columns: Column<InvitationView>[] = [
  {
    key: "for",
    header: "For",
    narrow: "title",
    render: ({ email }) =>
      email ?? (
        <Text span size="sm" c="dimmed">
          whoever has the link
        </Text>
      ),
  },
  { key: "role", header: "Role", render: ({ role }) => roleWords[role].name },
  {
    key: "state",
    header: "State",
    render: ({ state }) => {
      const { tone, icon, word } = states[state];
      return (
        <Chip tone={tone} icon={icon}>
          {word}
        </Chip>
      );
    },
  },
  { key: "by", header: "Invited by", narrow: "hide", render: ({ createdBy }) => createdBy },
  {
    key: "made",
    header: "Made",
    narrow: "hide",
    render: ({ createdAt }) => <Time at={createdAt} relative />,
  },
  { key: "until", header: "Good until", render: ({ expiresAt }) => <Time at={expiresAt} /> },
];

/** Invitations, newest first; open ones can be taken back. */
export function InvitationsTable({
  invitations,
  onInvite,
}: {
  invitations: InvitationView[];
  onInvite: () => void;
}) {
  const client = useQueryClient();
  const [ending, setEnding] = useState<InvitationView | null>(null);
  return (
    <>
      <DataTable
        label="Invitations"
        columns={columns}
        rows={invitations}
        rowKey={({ id }) => id}
        rowName={({ email }) => `the invitation for ${email ?? "whoever has the link"}`}
        actions={(invitation) => [
          {
            label: "Revoke invitation",
            icon: IconLinkOff,
            danger: true,
            quick: true,
            disabledReason: invitation.state === "open" ? null : "It is no longer open",
            onClick: () => setEnding(invitation),
          },
        ]}
        empty={
          <EmptyState
            icon={IconMailForward}
            title={access.members.noInvitations}
            action={
              <Button variant="default" onClick={onInvite}>
                {access.members.invite}
              </Button>
            }
          >
            {access.members.noInvitationsHelp}
          </EmptyState>
        }
      />
      <ConfirmModal
        opened={ending !== null}
        onClose={() => setEnding(null)}
        title="Revoke invitation?"
        confirmLabel="Revoke invitation"
        danger
        onConfirm={async () => {
          if (ending) {
            await call(operations["invitations.revoke"], { id: ending.id });
            await client.invalidateQueries({ queryKey: invitationsQuery.queryKey });
          }
        }}
      >
        The link for {ending?.email ?? "whoever has it"} stops working at once.
      </ConfirmModal>
    </>
  );
}
