import { Table, Text, Title } from "@mantine/core";
import { amountWords } from "@/lib/campaigns/uplift.ts";
import type { UpliftMessages } from "@/lib/messages/uplift.ts";
import { Count } from "../../ui/count.tsx";
import { Dash } from "../../ui/dash.tsx";
import classes from "./report.module.css";
import { type Goal, percentWords, upliftSentences } from "./uplift.ts";

const amount = (value: number | null) => (value === null ? <Dash /> : amountWords(value));

/** What the conversions are worth, where the goal says it. Below the shares: beside them there is no room for it. */
function RevenueTable({
  groups,
  words,
}: {
  groups: ({ name: string } & Pick<Goal["sent"], "revenue" | "revenuePerPerson">)[];
  words: UpliftMessages;
}) {
  return (
    <Table fz="xs" mt={8} horizontalSpacing={4} verticalSpacing={4} aria-label={words.revenue}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{words.group}</Table.Th>
          <Table.Th ta="right">{words.revenue}</Table.Th>
          <Table.Th ta="right">{words.perPerson}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {groups.map(({ name, revenue, revenuePerPerson }) => (
          <Table.Tr key={name}>
            <Table.Td>{name}</Table.Td>
            <Table.Td ta="right">{amount(revenue)}</Table.Td>
            <Table.Td ta="right">{amount(revenuePerPerson)}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

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
          {goal.sent.revenue !== null && <RevenueTable groups={groups} words={words} />}
          <Text size="xs" c="dimmed" mt={8}>
            {words.help} {goal.sent.revenue !== null && words.revenueHelp} {note}
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
