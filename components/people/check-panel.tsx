import { Button, Skeleton, Text, TextInput, Title } from "@mantine/core";
import type { UseQueryResult } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useState } from "react";
import { ErrorState } from "../ui/error-state.tsx";
import classes from "./check.module.css";

/** *Check a person*: asks for somebody by any identifier, and shows the answer. */
export function CheckPanel<Answer>({
  words,
  asked,
  check,
  onAsk,
  children,
}: {
  words: { title: string; text: string; field: string; submit: string };
  /** who was asked about; empty: nobody */
  asked: string;
  check: UseQueryResult<Answer>;
  onAsk: (person: string) => void;
  children: (answer: Answer) => ReactNode;
}) {
  const [typed, setTyped] = useState(asked);
  function submit(event: FormEvent): void {
    event.preventDefault();
    const wanted = typed.trim();
    if (wanted === asked && wanted !== "") {
      void check.refetch();
    }
    onAsk(wanted);
  }
  return (
    <section className={classes.panel} aria-label={words.title}>
      <Title order={2} fz="sm">
        {words.title}
      </Title>
      <Text size="xs" c="dimmed">
        {words.text}
      </Text>
      <form onSubmit={submit} className={classes.ask}>
        <TextInput
          size="xs"
          aria-label={words.field}
          placeholder={words.field}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          maxLength={300}
          autoComplete="off"
        />
        <Button
          type="submit"
          size="xs"
          variant="default"
          loading={check.isFetching}
          disabled={typed.trim() === ""}
        >
          {words.submit}
        </Button>
      </form>
      {asked !== "" && check.isPending && <Skeleton height={60} mt="sm" />}
      {asked !== "" && check.isError && (
        <div style={{ marginTop: 8 }}>
          <ErrorState error={check.error} />
        </div>
      )}
      {asked !== "" && check.data && !check.isError && children(check.data)}
    </section>
  );
}
