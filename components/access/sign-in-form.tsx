"use client";

import { Alert, Button, Center, Paper, PasswordInput, Stack, TextInput, Title } from "@mantine/core";
import { signIn } from "next-auth/react";
import { type FormEvent, useState } from "react";

/** E-mail and password; on success the page that was asked for, else home. */
export function SignInForm() {
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  async function submit(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setBusy(true);
    const answer = await signIn("credentials", {
      email: String(form.get("email")),
      password: String(form.get("password")),
      redirect: false,
    });
    if (answer?.ok) {
      window.location.assign("/");
    } else {
      setBusy(false);
      setProblem(answer?.error ?? "Signing in did not work. Try again.");
    }
  }
  return (
    <Center mih="100dvh" p="md">
      <Paper withBorder p="xl" w={380} component="main">
        <form onSubmit={submit}>
          <Stack>
            <Title order={1}>Sign in to Junction</Title>
            {problem && (
              <Alert color="red" role="alert">
                {problem}
              </Alert>
            )}
            <TextInput name="email" type="email" label="E-mail" autoComplete="username" required autoFocus />
            <PasswordInput name="password" label="Password" autoComplete="current-password" required />
            <Button type="submit" loading={busy}>
              Sign in
            </Button>
          </Stack>
        </form>
      </Paper>
    </Center>
  );
}
