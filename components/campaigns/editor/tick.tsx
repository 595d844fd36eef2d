import { Text } from "@mantine/core";
import { IconCircleCheckFilled, IconCircleDashed } from "@tabler/icons-react";
import { campaignEditorMessages } from "@/lib/messages/campaign-editor.ts";

const words = campaignEditorMessages.sections;

/** Whether a section is complete. */
export function Tick({ count }: { count: number }) {
  const Icon = count === 0 ? IconCircleCheckFilled : IconCircleDashed;
  return (
    <Text
      span
      aria-hidden="true"
      c={count === 0 ? "teal" : "dimmed"}
      lh={0}
      title={count === 0 ? words.done : words.open(count)}
    >
      <Icon size={18} aria-hidden="true" />
    </Text>
  );
}
