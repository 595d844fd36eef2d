import { Button, Group, Text, Title } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import type { BadRow } from "@/lib/imports/schema.ts";
import { fileMessages as words } from "@/lib/messages/imports.ts";
import classes from "./import.module.css";

/** Rows that were not taken, by line and reason, and the way to all that are kept. */
export function RowReport({
  title,
  download,
  href,
  rows,
  of,
}: {
  title: string;
  download: string;
  href: string;
  rows: BadRow[];
  of: number;
}) {
  return (
    <section aria-label={title}>
      <Group justify="space-between" mb={6}>
        <Title order={3}>{title}</Title>
        <Button
          component="a"
          href={href}
          size="compact-sm"
          variant="default"
          leftSection={<IconDownload size={14} />}
        >
          {download}
        </Button>
      </Group>
      {of > rows.length && (
        <Text size="sm" c="dimmed" mb={4}>
          {words.rows.some(rows.length.toLocaleString("en"), of.toLocaleString("en"))}
        </Text>
      )}
      <table className={classes.refused} aria-label={title}>
        <thead>
          <tr>
            <th scope="col">{words.rows.line}</th>
            <th scope="col">{words.rows.reason}</th>
            <th scope="col">{words.rows.text}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.line}>
              <td className={classes.line}>{row.line}</td>
              <td>{row.reason}</td>
              <td className={classes.text}>{row.text}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
