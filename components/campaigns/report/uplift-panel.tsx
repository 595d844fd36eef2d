import { Table, Text, Title } from "@mantine/core";
import type { UpliftMessages } from "@/lib/messages/uplift.ts";
import { Count } from "../../ui/count.tsx";
import { Dash } from "../../ui/dash.tsx";
import classes from "./report.module.css";
import { type Goal, percentWords, upliftSentences } from "./uplift.ts";

/**
 * Conversions of those who got it against the control group, in words and numbers. `note` stands below them; `hrefOf` leads to
 * the people behind a number.
 */
export function UpliftPanel({
  goal,
  words,
  note,
  hrefOf,
}: {
  goal: Goal | null;
  words: UpliftMessages;
  note?: string;
  hrefOf?: (group: "sent" | "control", number: "people" | "converted") => string;
}) {
  const groups = goal
    ? [
        { group: "sent" as const, name: words.got, ...goal.sent },
        { group: "control" as const, name: words.control, ...goal.control },
      ]
    : [];
  return (
    <section className={classes.panel} aria-label={words.title}>
      <Title order={2} fz="sm">
        {words.title}
      </Title>
      {goal ? (
        <>
          <div role="status">
            {upliftSentences(goal, words).map((sentence) => (
              <Text key={sentence} size="sm" mt={6}>
                {sentence}
              </Text>
            ))}
          </div>
          <Table fz="xs" mt={8} horizontalSpacing={4} verticalSpacing={4} aria-label={words.title}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{words.group}</Table.Th>
                <Table.Th ta="right">{words.people}</Table.Th>
                <Table.Th ta="right">{words.converted}</Table.Th>
                <Table.Th ta="right">{words.share}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {groups.map(({ group, name, people, converted, percent }) => (
                <Table.Tr key={name}>
                  <Table.Td>{name}</Table.Td>
                  <Table.Td ta="right">
                    <Count
                      value={people}
                      href={hrefOf?.(group, "people")}
                      label={`${name}: ${words.people}`}
                    />
                  </Table.Td>
                  <Table.Td ta="right">
                    <Count
                      value={converted}
                      href={hrefOf?.(group, "converted")}
                      label={`${name}: ${words.converted}`}
                    />
                  </Table.Td>
                  <Table.Td ta="right">{percent === null ? <Dash /> : percentWords(percent)}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
          <Text size="xs" c="dimmed" mt={8}>
            {words.help} {note}
          </Text>
        </>
      ) : (
        <Text size="sm" c="dimmed" mt={6}>
          {words.noGoal}
        </Text>
      )}
    </section>
  );
}
