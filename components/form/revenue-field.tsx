import { Text } from "@mantine/core";
import { revenueMessages as words } from "@/lib/messages/uplift.ts";
import { useEventProperties } from "../segments/catalogue.ts";
import { PathField } from "../segments/conditions/path-field.tsx";
import type { DraftEvents } from "../segments/draft.ts";
import { ProblemBox } from "./fields.tsx";
import classes from "./form.module.css";

/** Which property of the event that reaches a goal says what it is worth; none unless one is named. */
export function RevenueField({
  path,
  of,
  event,
  value,
  onChange,
}: {
  path: string;
  /** what tells the fields of two goals apart */
  of: string;
  event: DraftEvents["events"][number] | undefined;
  value: string[] | undefined;
  onChange: (value: string[] | undefined) => void;
}) {
  const known = useEventProperties(event);
  return (
    <ProblemBox path={path}>
      <div className={classes.line} style={{ marginTop: 8 }}>
        <span className={classes.word}>{words.property}</span>
        <PathField
          label={`${words.property}${of}`}
          path={value ?? [""]}
          known={known.map(({ name }) => name)}
          onChange={(next) => onChange(next.join("") === "" ? undefined : next)}
        />
      </div>
      <Text size="xs" c="dimmed" mt={4}>
        {words.help}
      </Text>
    </ProblemBox>
  );
}
