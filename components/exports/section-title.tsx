import { Text } from "@mantine/core";

/** Heading of a part of a form, in the words of the field's own tools. */
export function SectionTitle({ children }: { children: string }) {
  return (
    <Text component="h3" size="xs" fw={600} c="dimmed" m={0}>
      {children}
    </Text>
  );
}
