"use client";

import { Button, Stack, Text, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useEffect, useState } from "react";
import { accessOperations as operations } from "@/lib/access/operations.ts";
import type { Role } from "@/lib/access/permissions.ts";
import { access, roleWords } from "@/lib/messages/access.ts";
import { call } from "../api.ts";
import { CopyField } from "../ui/copy-field.tsx";
import { DrawerActions, SideDrawer } from "../ui/side-drawer.tsx";
import { ProblemAlert } from "./problem-alert.tsx";
import { invitationsQuery } from "./queries.ts";
import { RoleSelect } from "./role-select.tsx";
import { useAction } from "./use-action.ts";

const FORM = "invite-member";

/** Makes an invitation and shows its link once. */
export function InviteDrawer({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const client = useQueryClient();
  const action = useAction();
  const [role, setRole] = useState<Role>("marketer");
  const [email, setEmail] = useState("");
  const [link, setLink] = useState<string | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the form starts anew whenever the drawer opens
  useEffect(() => {
    if (opened) {
      setRole("marketer");
      setEmail("");
      setLink(null);
      action.reset();
    }
  }, [opened]);
  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    await action.run(async () => {
      const made = await call(operations["invitations.create"], { role, email: email.trim() });
      setLink(`${window.location.origin}${made.path}`);
      await client.invalidateQueries({ queryKey: invitationsQuery.queryKey });
    });
  }
  return (
    <SideDrawer
      opened={opened}
      onClose={onClose}
      title={access.members.invite}
      dirty={link === null && email !== ""}
      footer={
        link ? (
          <Button onClick={onClose} ml="auto">
            Done
          </Button>
        ) : (
          <DrawerActions onCancel={onClose}>
            <Button type="submit" form={FORM} loading={action.busy}>
              Create invitation link
            </Button>
          </DrawerActions>
        )
      }
    >
      {link ? (
        <Stack role="status">
          <Text>
            {access.members.linkOnce} {roleWords[role].name}.
          </Text>
          <CopyField label="Invitation link" value={link} />
        </Stack>
      ) : (
        <form id={FORM} onSubmit={submit} noValidate>
          <Stack>
            <Text c="dimmed">{access.members.inviteHelp}</Text>
            <ProblemAlert problem={action.problem} />
            <RoleSelect
              label="Role"
              description={roleWords[role].help}
              value={role}
              onChange={setRole}
              error={action.fields.role}
            />
            <TextInput
              label={access.members.email}
              description={access.members.emailHelp}
              type="email"
              autoComplete="off"
              value={email}
              onChange={(event) => setEmail(event.currentTarget.value)}
              error={action.fields.email}
            />
          </Stack>
        </form>
      )}
    </SideDrawer>
  );
}
