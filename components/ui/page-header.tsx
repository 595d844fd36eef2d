import { Group, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";

/** Title, one sentence on what the page is for, and its one primary action at the right. */
export function PageHeader({
  title,
  description,
  actions,
  above,
}: {
  title: ReactNode;
  description?: ReactNode;
  actions?: ReactNode;
  /** a way back, above the title */
  above?: ReactNode;
}) {
  return (
    <header>
      {above}
      <Group justify="space-between" align="flex-start" pb="md" gap="sm">
        <div style={{ minWidth: 0, flex: "1 1 280px" }}>
          <Title order={1} ta="left">
            {title}
          </Title>
          {description && (
            <Text c="dimmed" size="md" mt={2}>
              {description}
            </Text>
          )}
        </div>
        {actions && <Group gap="xs">{actions}</Group>}
      </Group>
    </header>
  );
}
