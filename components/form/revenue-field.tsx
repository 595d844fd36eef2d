import { Group, Text } from "@mantine/core";
import { revenueMessages as words } from "@/lib/messages/uplift.ts";
import { useEventProperties } from "../segments/catalogue.ts";
import { PathField } from "../segments/conditions/path-field.tsx";
import type { DraftEvents } from "../segments/draft.ts";
import { ProblemBox } from "./fields.tsx";

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
      <Group gap={8} mt="xs">
        <Text size="sm">{words.property}</Text>
        <PathField
          label={`${words.property}${of}`}
          path={value ?? [""]}
          known={known.map(({ name }) => name)}
          onChange={(next) => onChange(next.join("") === "" ? undefined : next)}
        />
        <Text size="sm" c="dimmed">
          {words.help}
        </Text>
      </Group>
    </ProblemBox>
  );
}
