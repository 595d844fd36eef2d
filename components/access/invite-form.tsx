"use client";

import { Anchor, Button, PasswordInput, Stack, Text, TextInput } from "@mantine/core";
import { signIn } from "next-auth/react";
import type { FormEvent } from "react";
import { accessOperations } from "@/lib/access/operations.ts";
import type { InvitationLook } from "@/lib/access/schema.ts";
import { roleWords } from "@/lib/messages/access.ts";
import { call } from "../api.ts";
import { CalmCard } from "./calm-card.tsx";
import { chooseWorkspace } from "./choose-workspace.ts";
import { ProblemAlert } from "./problem-alert.tsx";
import { SignOutButton } from "./sign-out-button.tsx";
import { type Action, useAction } from "./use-action.ts";

type Props = { token: string; look: InvitationLook; signedInAs: string | null; oidc: boolean };

const closed = {
  accepted: "It was used already. If that was you, sign in.",
  revoked: "It was taken back. Ask an Admin of the workspace for a new one.",
  expired: "Links are good for seven days. Ask an Admin of the workspace for a new one.",
};

function NewAccount({ token, look, oidc, action }: Props & { action: Action }) {
  async function submit(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const [name, email, password] = ["name", "email", "password"].map((field) => String(form.get(field)));
    await action.run(async () => {
      const joined = await call(accessOperations["invitations.accept"], { token, name, email, password });
      await signIn("credentials", { email: joined.email, password, redirect: false });
      await chooseWorkspace(joined.workspaceId);
    });
  }
  return (
    <>
      <form onSubmit={submit} noValidate>
        <Stack>
          <TextInput name="name" label="Your name" autoComplete="name" required error={action.fields.name} />
          <TextInput
            name="email"
            type="email"
            label="E-mail"
            autoComplete="username"
            required
            defaultValue={look.email ?? ""}
            readOnly={look.email !== null}
            description={look.email ? "The invitation is for this address." : undefined}
            error={action.fields.email}
          />
          <PasswordInput
            name="password"
            label="Password"
            description="At least 10 characters"
            autoComplete="new-password"
            required
            error={action.fields.password}
          />
          <Button type="submit" loading={action.busy}>
            Create account and join
          </Button>
        </Stack>
      </form>
      {oidc && (
        <Button variant="default" onClick={() => signIn("oidc", { callbackUrl: `/invite/${token}` })}>
          Continue with single sign-on
        </Button>
      )}
      <Text size="sm" c="dimmed">
        You have an account?{" "}
        <Anchor href={`/sign-in?next=${encodeURIComponent(`/invite/${token}`)}`} size="sm" underline="always">
          Sign in and join
        </Anchor>
      </Text>
    </>
  );
}

/** What a link invites to, and the one step that accepts it. */
export function InviteForm(props: Props) {
  const { token, look, signedInAs } = props;
  const action = useAction();
  if (look.member) {
    return (
      <CalmCard title={`You are a member of ${look.workspaceName}`}>
        <Button component="a" href="/">
          Go to Junction
        </Button>
      </CalmCard>
    );
  }
  if (look.state !== "open") {
    return (
      <CalmCard title="This invitation can no longer be used" lead={closed[look.state]}>
        <Button component="a" href="/sign-in" variant="default">
          Go to sign-in
        </Button>
      </CalmCard>
    );
  }
  const join = (): Promise<boolean> =>
    action.run(async () => {
      const joined = await call(accessOperations["invitations.accept"], { token });
      await chooseWorkspace(joined.workspaceId);
    });
  const role = roleWords[look.role];
  return (
    <CalmCard
      title={`Join ${look.workspaceName}`}
      lead={`${look.createdBy} invites you as ${role.name}: ${role.help.toLowerCase()}.`}
    >
      <ProblemAlert problem={action.problem} />
      {signedInAs ? (
        <>
          <Text>You are signed in as {signedInAs}.</Text>
          <Button onClick={join} loading={action.busy}>
            Join as {signedInAs}
          </Button>
          <SignOutButton to={`/invite/${token}`} />
        </>
      ) : (
        <NewAccount {...props} action={action} />
      )}
    </CalmCard>
  );
}
