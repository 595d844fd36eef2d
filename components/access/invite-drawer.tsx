"use client";

import { Text, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { accessOperations as operations } from "@/lib/access/operations.ts";
import type { Role } from "@/lib/access/permissions.ts";
import { access, roleWords } from "@/lib/messages/access.ts";
import { call } from "../api.ts";
import { CopyField } from "../ui/copy-field.tsx";
import { OnceDrawer } from "./once-drawer.tsx";
import { invitationsQuery } from "./queries.ts";
import { RoleSelect } from "./role-select.tsx";
import { useAction } from "./use-action.ts";

/** Makes an invitation and shows its link once. */
export function InviteDrawer({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const client = useQueryClient();
  const action = useAction();
  const [role, setRole] = useState<Role>("marketer");
  const [email, setEmail] = useState("");
  const [link, setLink] = useState<string | null>(null);
  return (
    <OnceDrawer
      opened={opened}
      onClose={onClose}
      title={access.members.invite}
      action={action}
      submitLabel="Create invitation link"
      dirty={email !== ""}
      onStart={() => {
        setRole("marketer");
        setEmail("");
        setLink(null);
      }}
      onSubmit={async () => {
        const made = await call(operations["invitations.create"], { role, email: email.trim() });
        setLink(`${window.location.origin}${made.path}`);
        await client.invalidateQueries({ queryKey: invitationsQuery.queryKey });
      }}
      made={
        link && (
          <>
            <Text>
              {access.members.linkOnce} {roleWords[role].name}.
            </Text>
            <CopyField label="Invitation link" value={link} />
          </>
        )
      }
    >
      <Text c="dimmed">{access.members.inviteHelp}</Text>
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
    </OnceDrawer>
  );
}
