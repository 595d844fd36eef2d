import { Radio, Stack } from "@mantine/core";
import { campaignChannelMessages } from "@/lib/messages/campaign-channels.ts";
import { useContent } from "./use-content.ts";

const words = campaignChannelMessages.repeats;
const kinds = ["at_least_once", "at_most_once"] as const;

/** Whether a message of which nobody knows if it arrived is sent again. */
export function Repeats() {
  const { content, set } = useContent<{ repeats: (typeof kinds)[number] }>();
  return (
    <Radio.Group
      label={words.label}
      data-path="what.content.repeats"
      value={content.repeats}
      onChange={(next) => set({ repeats: kinds.find((each) => each === next) ?? content.repeats }, true)}
    >
      <Stack gap={6} mt={6}>
        {kinds.map((kind) => (
          <Radio key={kind} value={kind} label={words[kind]} />
        ))}
      </Stack>
    </Radio.Group>
  );
}
