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
import { apiKeysQuery } from "./queries.ts";
import { RoleSelect } from "./role-select.tsx";
import { useAction } from "./use-action.ts";

const FORM = "create-api-key";

/** Makes an API key and shows it once, with a call to try it. */
export function ApiKeyDrawer({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const client = useQueryClient();
  const action = useAction();
  const [name, setName] = useState("");
  const [role, setRole] = useState<Role>("marketer");
  const [secret, setSecret] = useState<string | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the form starts anew whenever the drawer opens
  useEffect(() => {
    if (opened) {
      setName("");
      setRole("marketer");
      setSecret(null);
      action.reset();
    }
  }, [opened]);
  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    await action.run(async () => {
      const made = await call(operations["apiKeys.create"], { name, role });
      setSecret(made.secret);
      await client.invalidateQueries({ queryKey: apiKeysQuery.queryKey });
    });
  }
  const example = `curl -H "Authorization: Bearer ${secret}" ${
    typeof window === "undefined" ? "" : window.location.origin
  }/api/v1/me`;
  return (
    <SideDrawer
      opened={opened}
      onClose={onClose}
      title={access.keys.create}
      dirty={secret === null && name !== ""}
      footer={
        secret ? (
          <Button onClick={onClose} ml="auto">
            Done
          </Button>
        ) : (
          <DrawerActions onCancel={onClose}>
            <Button type="submit" form={FORM} loading={action.busy}>
              {access.keys.create}
            </Button>
          </DrawerActions>
        )
      }
    >
      {secret ? (
        <Stack role="status">
          <Text>{access.keys.once}</Text>
          <CopyField label="API key" value={secret} />
          <CopyField label="Try it" value={example} block />
        </Stack>
      ) : (
        <form id={FORM} onSubmit={submit} noValidate>
          <Stack>
            <ProblemAlert problem={action.problem} />
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
          </Stack>
        </form>
      )}
    </SideDrawer>
  );
}
