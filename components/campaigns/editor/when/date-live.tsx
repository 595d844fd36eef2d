import { Group, NativeSelect, Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { campaignWhenMessages } from "@/lib/messages/campaign-when.ts";
import { waitUnits } from "../../../form/draft-parts.ts";
import { ClockField } from "../../../form/fields.tsx";
import { WaitFields } from "../../../form/wait-fields.tsx";
import { tomorrowIn } from "../../../form/when/tomorrow.ts";
import { useVisitor } from "../../../visitor.tsx";
import { useEditor, useParts } from "../editor-context.tsx";
import { Part } from "../section.tsx";
import { isLongDelay } from "./when-words.ts";

const words = campaignWhenMessages.live;

function Row({
  path,
  label,
  value,
  choices,
  onChange,
  children,
}: {
  path: string;
  label: string;
  value: string;
  choices: { value: string; label: string }[];
  onChange: (value: string) => void;
  children: ReactNode;
}) {
  return (
    <Group gap="sm" align="flex-end">
      <NativeSelect
        size="xs"
        w={260}
        label={label}
        data-path={path}
        value={value}
        data={choices}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      {children}
    </Group>
  );
}

const choicesOf = (names: Record<string, string>) =>
  Object.entries(names).map(([value, label]) => ({ value, label }));

/** From when to when a live campaign reacts, and how long after it. */
export function LiveDate() {
  const { draft } = useEditor();
  const { when } = useParts();
  const { timeZone } = useVisitor();
  const { start, end, delay } = draft.when;
  const soon = () => `${tomorrowIn(timeZone, new Date())}T09:00`;
  return (
    <Part title={campaignWhenMessages.date.title} help={campaignWhenMessages.date.zone(timeZone)}>
      <Stack gap="sm">
        <Row
          path="when.start.kind"
          label={words.start}
          value={start.kind}
          choices={choicesOf(words.startKinds)}
          onChange={(kind) => when({ start: kind === "at" ? { kind, at: soon() } : { kind: "now" } }, true)}
        >
          {start.kind === "at" && (
            <ClockField
              path="when.start.at"
              aria-label={words.startAt}
              type="datetime-local"
              value={start.at}
              onChange={(at) => when({ start: { kind: "at", at } })}
            />
          )}
        </Row>
        <Row
          path="when.end.kind"
          label={words.end}
          value={end.kind}
          choices={choicesOf(words.endKinds)}
          onChange={(kind) => when({ end: kind === "at" ? { kind, at: "" } : { kind: "never" } }, true)}
        >
          {end.kind === "at" && (
            <ClockField
              path="when.end.at"
              aria-label={words.endAt}
              type="datetime-local"
              value={end.at}
              onChange={(at) => when({ end: { kind: "at", at } })}
            />
          )}
        </Row>
        {draft.qualification === "live" && (
          <>
            <Row
              path="when.delay"
              label={words.delay}
              value={delay ? "after" : "now"}
              choices={choicesOf(words.delayKinds)}
              onChange={(kind) =>
                when({ delay: kind === "after" ? { count: 10, unit: "minutes" } : null }, true)
              }
            >
              {delay && (
                <>
                  <WaitFields
                    units={waitUnits}
                    path="when.delay"
                    label={words.delayCount}
                    unitLabel={words.delayUnit}
                    value={delay}
                    onChange={(next) => when({ delay: next })}
                  />
                  <Text size="sm" lh="30px">
                    {words.delayEnd}
                  </Text>
                </>
              )}
            </Row>
            {delay && isLongDelay(delay) && (
              <Text size="sm" c="dimmed">
                {words.longDelay}
              </Text>
            )}
          </>
        )}
      </Stack>
    </Part>
  );
}
