"use client";

import { Stack, Text, Title, UnstyledButton } from "@mantine/core";
import { journeyTemplates } from "@/lib/journeys/templates/catalog.ts";
import { journeysMessages } from "@/lib/messages/journeys.ts";
import { SideDrawer } from "../../ui/side-drawer.tsx";
import { useCreateJourney } from "../use-journey-verbs.ts";
import classes from "./begin-drawer.module.css";

const words = journeysMessages.begin;

function Choice({
  name,
  text,
  aside,
  busy,
  onClick,
}: {
  name: string;
  text: string;
  aside?: string;
  busy: boolean;
  onClick: () => void;
}) {
  return (
    <UnstyledButton className={classes.choice} disabled={busy} onClick={onClick}>
      <span className={classes.name}>{name}</span>
      {aside && <span className={classes.aside}>{aside}</span>}
      <span className={classes.text}>{text}</span>
    </UnstyledButton>
  );
}

/** What a journey begins with: nothing, or a template. */
export function BeginDrawer({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const create = useCreateJourney();
  return (
    <SideDrawer opened={opened} onClose={onClose} title={words.title} size={480}>
      <Stack gap="sm">
        <Choice
          name={words.blank}
          text={words.blankText}
          busy={create.isPending}
          onClick={() => create.mutate({})}
        />
        <Title order={3} mt="xs">
          {words.templates}
        </Title>
        {journeyTemplates.map(({ id, name, description, document }) => (
          <Choice
            key={id}
            name={name}
            text={description}
            aside={words.nodes(document.nodes.length)}
            busy={create.isPending}
            onClick={() => create.mutate({ template: id })}
          />
        ))}
        {create.isError && (
          <Text size="sm" c="red" role="alert">
            {create.error instanceof Error ? create.error.message : null}
          </Text>
        )}
      </Stack>
    </SideDrawer>
  );
}
