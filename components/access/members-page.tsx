"use client";

import { Button, Tabs } from "@mantine/core";
import { useDisclosure, useHotkeys } from "@mantine/hooks";
import { IconUserPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import type { InvitationView, MemberView } from "@/lib/access/schema.ts";
import { access } from "@/lib/messages/access.ts";
import { ErrorState } from "../ui/error-state.tsx";
import { PageHeader } from "../ui/page-header.tsx";
import { useUrlState } from "../ui/use-url-state.ts";
import { InvitationsTable } from "./invitations-table.tsx";
import { InviteDrawer } from "./invite-drawer.tsx";
import { MembersTable } from "./members-table.tsx";
import { invitationsQuery, membersQuery } from "./queries.ts";

type Props = { members: { items: MemberView[] }; invitations: { items: InvitationView[] } };

/** Members and invitations of the workspace; what they hold comes with the page and is kept fresh. */
export function MembersPage({ members: firstMembers, invitations: firstInvitations }: Props) {
  const members = useQuery({ ...membersQuery, initialData: firstMembers });
  const invitations = useQuery({ ...invitationsQuery, initialData: firstInvitations });
  const [inviting, { open, close }] = useDisclosure(false);
  const url = useUrlState();
  useHotkeys([["n", open]]);
  const waiting = invitations.data.items.filter((each) => each.state === "open").length;
  const failed = [members, invitations].find((query) => query.error);
  return (
    <>
      <PageHeader
        title={access.members.title}
        description={access.members.description}
        actions={
          <Button leftSection={<IconUserPlus size={16} />} onClick={open}>
            {access.members.invite}
          </Button>
        }
      />
      {failed && <ErrorState error={failed.error} onRetry={() => failed.refetch()} />}
      <Tabs
        value={url.get("tab") === "invitations" ? "invitations" : "members"}
        onChange={(tab) => url.set({ tab: tab === "invitations" ? tab : null })}
      >
        <Tabs.List mb="md">
          <Tabs.Tab value="members">Members ({members.data.items.length})</Tabs.Tab>
          <Tabs.Tab value="invitations">Invitations{waiting > 0 ? ` (${waiting} open)` : ""}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="members">
          <MembersTable members={members.data.items} />
        </Tabs.Panel>
        <Tabs.Panel value="invitations">
          <InvitationsTable invitations={invitations.data.items} onInvite={open} />
        </Tabs.Panel>
      </Tabs>
      <InviteDrawer opened={inviting} onClose={close} />
    </>
  );
}
