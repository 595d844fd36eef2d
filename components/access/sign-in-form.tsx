"use client";

import { Button, Divider, PasswordInput, Stack, TextInput } from "@mantine/core";
import { signIn } from "next-auth/react";
import { type FormEvent, useState } from "react";
import { signInErrors } from "@/lib/messages/access.ts";
import { CalmCard } from "./calm-card.tsx";
import { ProblemAlert } from "./problem-alert.tsx";

/** E-mail and password, or the identity provider; on success the page that was asked for. */
export function SignInForm({ next, error, oidc }: { next: string; error: string | null; oidc: boolean }) {
  const [problem, setProblem] = useState(error && (signInErrors[error] ?? signInErrors.other ?? null));
  const [busy, setBusy] = useState<"password" | "oidc" | null>(null);
  async function submit(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setBusy("password");
    setProblem(null);
    const answer = await signIn("credentials", {
      email: String(form.get("email")),
      password: String(form.get("password")),
      redirect: false,
    }).catch(() => null);
    if (answer?.ok) {
      window.location.assign(next);
      return;
    }
    setBusy(null);
    setProblem(
      answer
        ? (answer.error ?? signInErrors.other ?? null)
        : "The server did not answer. Try again in a moment.",
    );
  }
  async function leaveForProvider(): Promise<void> {
    setBusy("oidc");
    await signIn("oidc", { callbackUrl: next });
  }
  return (
    <CalmCard title="Sign in">
      <ProblemAlert problem={problem} />
      {oidc && (
        <>
          <Button
            variant="default"
            onClick={leaveForProvider}
            loading={busy === "oidc"}
            disabled={busy === "password"}
          >
            Continue with single sign-on
          </Button>
          <Divider label="or with a password" />
        </>
      )}
      <form onSubmit={submit}>
        <Stack>
          <TextInput name="email" type="email" label="E-mail" autoComplete="username" required autoFocus />
          <PasswordInput name="password" label="Password" autoComplete="current-password" required />
          <Button type="submit" loading={busy === "password"} disabled={busy === "oidc"}>
            Sign in
          </Button>
        </Stack>
      </form>
    </CalmCard>
  );
}
