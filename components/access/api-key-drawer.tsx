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
import { apiKeysQuery } from "./queries.ts";
import { RoleSelect } from "./role-select.tsx";
import { useAction } from "./use-action.ts";

function Made({ secret }: { secret: string }) {
  const origin = typeof window === "undefined" ? "" : window.location.origin;
  const example = `curl -H "Authorization: Bearer ${secret}" ${origin}/api/v1/me`;
  return (
    <>
      <Text>{access.keys.once}</Text>
      <CopyField label="API key" value={secret} />
      <CopyField label="Try it" value={example} block />
    </>
  );
}

/** Makes an API key and shows it once, with a call to try it. */
export function ApiKeyDrawer({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const client = useQueryClient();
  const action = useAction();
  const [name, setName] = useState("");
  const [role, setRole] = useState<Role>("marketer");
  const [secret, setSecret] = useState<string | null>(null);
  return (
    <OnceDrawer
      opened={opened}
      onClose={onClose}
      title={access.keys.create}
      action={action}
      submitLabel={access.keys.create}
      dirty={name !== ""}
      onStart={() => {
        setName("");
        setRole("marketer");
        setSecret(null);
      }}
      onSubmit={async () => {
        const made = await call(operations["apiKeys.create"], { name, role });
        setSecret(made.secret);
        await client.invalidateQueries({ queryKey: apiKeysQuery.queryKey });
      }}
      made={secret && <Made secret={secret} />}
    >
      <TextInput
        label="Name"
        description="What will use it, so that you know it again when you revoke it"
        required
        data-autofocus
        autoComplete="off"
        maxLength={80}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        error={action.fields.name}
      />
      <RoleSelect
        label="Role"
        description={roleWords[role].help}
        value={role}
        onChange={setRole}
        error={action.fields.role}
      />
    </OnceDrawer>
  );
}
