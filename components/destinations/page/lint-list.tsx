import { Code } from "@mantine/core";
import { IconAlertTriangle, IconCircleX, IconInfoCircle } from "@tabler/icons-react";
import type { LintView } from "@/lib/destinations/schema.ts";
import { destinationPageText } from "@/lib/messages/destination-page.ts";
import { Chip, type Tone } from "../../ui/chip.tsx";
import classes from "./pipeline.module.css";

const faces: Record<LintView["severity"], { tone: Tone; icon: typeof IconCircleX }> = {
  drop: { tone: "amber", icon: IconAlertTriangle },
  refuse: { tone: "red", icon: IconCircleX },
  warn: { tone: "slate", icon: IconInfoCircle },
};

/** What the partner drops or refuses of a call by its rules, field by field. */
export function LintList({ lint, label }: { lint: LintView[]; label: string }) {
  return (
    <ul className={classes.lint} aria-label={label}>
      {lint.map((each) => (
        <li key={`${each.code} ${each.field}`}>
          <Chip {...faces[each.severity]}>{destinationPageText.exchange.severity[each.severity]}</Chip>
          {each.field && <Code>{each.field}</Code>}
          <span>{each.message}</span>
        </li>
      ))}
    </ul>
  );
}
