"use client";

import { Button, Group, Text, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { accessOperations as operations } from "@/lib/access/operations.ts";
import type { Account, SessionView } from "@/lib/access/schema.ts";
import { access } from "@/lib/messages/access.ts";
import { call } from "../api.ts";
import { useUnsaved } from "../ui/leave-guard.tsx";
import { PageHeader } from "../ui/page-header.tsx";
import { PasswordForm } from "./password-form.tsx";
import { ProblemAlert } from "./problem-alert.tsx";
import { SessionsList } from "./sessions-list.tsx";
import { SettingBlock } from "./setting-block.tsx";
import { useAction } from "./use-action.ts";

function NameForm({ account }: { account: Account }) {
  const router = useRouter();
  const action = useAction();
  const [name, setName] = useState(account.name);
  useUnsaved(name !== account.name);
  async function save(event: FormEvent): Promise<void> {
    event.preventDefault();
    await action.run(async () => {
      const saved = await call(operations["account.update"], { name });
      setName(saved.name);
      notifications.show({ color: "green", message: "Name saved" });
      router.refresh();
    });
  }
  return (
    <form onSubmit={save} noValidate>
      <SettingBlock title="Profile" description={account.email}>
        <ProblemAlert problem={action.problem} />
        <TextInput
          label="Name"
          required
          autoComplete="name"
          maxLength={100}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          error={action.fields.name}
        />
        <Group>
          <Button type="submit" variant="default" loading={action.busy} disabled={name === account.name}>
            Save name
          </Button>
        </Group>
      </SettingBlock>
    </form>
  );
}

/** The visitor's own account. */
export function AccountPage({ account, sessions }: { account: Account; sessions: { items: SessionView[] } }) {
  return (
    <>
      <PageHeader title={access.account.title} description={access.account.description} />
      <NameForm account={account} />
      {account.hasPassword ? (
        <PasswordForm email={account.email} />
      ) : (
        <SettingBlock title="Password">
          <Text>{access.account.noPassword}</Text>
        </SettingBlock>
      )}
      <SessionsList first={sessions} />
    </>
  );
}
