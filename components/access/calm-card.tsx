import { Center, Group, Paper, Stack, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import { Mark } from "../shell/mark.tsx";

/** The one card of a page outside the console: sign-in, invitation. */
export function CalmCard({
  title,
  lead,
  children,
}: {
  title: string;
  lead?: ReactNode;
  children: ReactNode;
}) {
  return (
    <Center component="main" mih="100dvh" p="md" bg="var(--junction-sunken)">
      <Stack w="100%" maw={400} gap="lg">
        <Group gap="xs" justify="center">
          <Mark size={26} />
          <Text fw={600} size="lg">
            Junction
          </Text>
        </Group>
        <Paper withBorder p="xl" bg="var(--junction-surface)">
          <Stack>
            <div>
              <Title order={1}>{title}</Title>
              {lead && (
                <Text c="dimmed" mt={4} component="div">
                  {lead}
                </Text>
              )}
            </div>
            {children}
          </Stack>
        </Paper>
      </Stack>
    </Center>
  );
}
