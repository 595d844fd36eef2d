import { Button, Text, Title } from "@mantine/core";
import { IconRoute } from "@tabler/icons-react";
import { journeysMessages } from "@/lib/messages/journeys.ts";
import { useCreateJourney } from "../../journeys/use-journey-verbs.ts";
import { useVisitor } from "../../visitor.tsx";
import classes from "./page.module.css";

const words = journeysMessages.segment;

/** Do more with this segment: a journey that begins for its people. */
export function DoMorePanel({ id }: { id: string }) {
  const create = useCreateJourney();
  if (!useVisitor().can("journeys.write")) {
    return null;
  }
  return (
    <section className={classes.panel} aria-label={words.title}>
      <Title order={2} fz="sm">
        {words.title}
      </Title>
      <Button
        size="xs"
        variant="default"
        mt={8}
        leftSection={<IconRoute size={15} />}
        loading={create.isPending}
        onClick={() => create.mutate({ entrySegmentId: id })}
      >
        {words.journey}
      </Button>
      <Text size="xs" c="dimmed" mt={6}>
        {words.help}
      </Text>
    </section>
  );
}
