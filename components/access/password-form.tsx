"use client";

import { Button, Group, PasswordInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useRef } from "react";
import { accessOperations as operations } from "@/lib/access/operations.ts";
import { access } from "@/lib/messages/access.ts";
import { call } from "../api.ts";
import { ProblemAlert } from "./problem-alert.tsx";
import { sessionsQuery } from "./queries.ts";
import { SettingBlock } from "./setting-block.tsx";
import { useAction } from "./use-action.ts";

/** Asks for the current password and a new one. */
export function PasswordForm({ email }: { email: string }) {
  const client = useQueryClient();
  const action = useAction();
  const form = useRef<HTMLFormElement>(null);
  async function change(event: FormEvent): Promise<void> {
    event.preventDefault();
    const given = new FormData(form.current ?? undefined);
    await action.run(async () => {
      const { revoked } = await call(operations["account.changePassword"], {
        current: String(given.get("current")),
        next: String(given.get("next")),
      });
      form.current?.reset();
      const others = revoked === 1 ? "1 other browser was" : `${revoked} other browsers were`;
      notifications.show({
        color: "green",
        title: "Password changed",
        message: revoked > 0 ? `${others} signed out.` : "No other browser was signed in.",
      });
      await client.invalidateQueries({ queryKey: sessionsQuery.queryKey });
    });
  }
  return (
    <form onSubmit={change} ref={form} noValidate>
      <SettingBlock title="Password" description={access.account.passwordHelp}>
        <ProblemAlert problem={action.problem} />
        <input type="hidden" autoComplete="username" value={email} readOnly />
        <PasswordInput
          name="current"
          label="Current password"
          autoComplete="current-password"
          required
          error={action.fields.current}
        />
        <PasswordInput
          name="next"
          label="New password"
          autoComplete="new-password"
          required
          error={action.fields.next}
        />
        <Group>
          <Button type="submit" variant="default" loading={action.busy}>
            Change password
          </Button>
        </Group>
      </SettingBlock>
    </form>
  );
}
