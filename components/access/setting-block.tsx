import { Stack, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import classes from "./setting-block.module.css";

/** One matter of a settings page: what it is at the left, its fields at the right (below on narrow screens). */
export function SettingBlock({
  title,
  description,
  children,
}: {
  title: string;
  description?: ReactNode;
  children: ReactNode;
}) {
  return (
    <section className={classes.block}>
      <div>
        <Title order={2}>{title}</Title>
        {description && (
          <Text c="dimmed" size="sm" mt={4} component="div">
            {description}
          </Text>
        )}
      </div>
      <Stack className={classes.fields}>{children}</Stack>
    </section>
  );
}
