"use client";

import { Button, Text } from "@mantine/core";
import { IconClock, IconLinkOff, IconMailForward, IconUserCheck } from "@tabler/icons-react";
import { accessOperations as operations } from "@/lib/access/operations.ts";
import type { InvitationView } from "@/lib/access/schema.ts";
import { access, roleWords } from "@/lib/messages/access.ts";
import { call } from "../api.ts";
import { Chip } from "../ui/chip.tsx";
import { type Column, DataTable } from "../ui/data-table.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Time } from "../ui/time.tsx";
import { invitationsQuery } from "./queries.ts";
import { useRevoke } from "./use-revoke.tsx";

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
  const revoking = useRevoke<InvitationView>({
    label: "Revoke invitation",
    icon: IconLinkOff,
    over: (invitation) => (invitation.state === "open" ? null : "It is no longer open"),
    revoke: ({ id }) => call(operations["invitations.revoke"], { id }),
    listKey: invitationsQuery.queryKey,
    title: () => "Revoke invitation?",
    text: (invitation) => `The link for ${invitation?.email ?? "whoever has it"} stops working at once.`,
  });
  return (
    <>
      <DataTable
        label="Invitations"
        columns={columns}
        rows={invitations}
        rowKey={({ id }) => id}
        rowName={({ email }) => `the invitation for ${email ?? "whoever has the link"}`}
        actions={revoking.actions}
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
      {revoking.question}
    </>
  );
}
