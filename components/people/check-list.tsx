import { Text } from "@mantine/core";
import { IconCircleCheck, IconCircleDashed, IconCircleX } from "@tabler/icons-react";
import classes from "./check.module.css";

type Check = { check: string; passes: boolean | null; detail: string };

const marks = {
  true: { icon: IconCircleCheck, colour: "teal", word: "passes" },
  false: { icon: IconCircleX, colour: "red", word: "fails" },
  null: { icon: IconCircleDashed, colour: "dimmed", word: "unknown" },
} as const;

/** What decides about somebody, one thing after the other: whether it lets them through, and why. */
export function CheckList({
  checks,
  label,
  words,
}: {
  checks: readonly Check[];
  label: string;
  /** what each mark means to those who do not see it */
  words: { passes: string; fails: string; unknown: string };
}) {
  return (
    <ol className={classes.checks} aria-label={label}>
      {checks.map(({ check, passes, detail }) => {
        const { icon: Icon, colour, word } = marks[`${passes}`];
        return (
          <li key={check}>
            <Text span c={colour} lh={0} mt={2}>
              <Icon size={16} stroke={1.8} aria-hidden="true" />
            </Text>
            <div>
              <span className="visually-hidden">{words[word]} </span>
              {check}
              <Text span size="xs" c="dimmed" display="block">
                {detail}
              </Text>
            </div>
          </li>
        );
      })}
    </ol>
  );
}
