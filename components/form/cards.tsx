import { Group, Radio, Text } from "@mantine/core";
import classes from "./form.module.css";

/** One of a few choices, each a card with what it means. */
export function Cards<Value extends string>({
  label,
  path,
  value,
  choices,
  onChange,
}: {
  label: string;
  path: string;
  value: Value | null;
  choices: { value: Value; name: string; text: string }[];
  onChange: (value: Value) => void;
}) {
  return (
    <Radio.Group
      aria-label={label}
      data-path={path}
      value={value}
      onChange={(next) => {
        const chosen = choices.find((choice) => choice.value === next);
        if (chosen) {
          onChange(chosen.value);
        }
      }}
    >
      <div className={classes.cards}>
        {choices.map(({ value: each, name, text }) => (
          <Radio.Card key={each} value={each} className={classes.card} p="sm" aria-label={`${name}. ${text}`}>
            <Group wrap="nowrap" align="flex-start" gap="xs">
              <div style={{ flex: 1 }}>
                <Text size="sm" fw={500}>
                  {name}
                </Text>
                <Text size="xs" c="dimmed">
                  {text}
                </Text>
              </div>
              <Radio.Indicator size="xs" />
            </Group>
          </Radio.Card>
        ))}
      </div>
    </Radio.Group>
  );
}
