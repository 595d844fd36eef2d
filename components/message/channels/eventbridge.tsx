import { Checkbox, Group, Stack } from "@mantine/core";
import type { EventbridgeContent } from "@/lib/channels/eventbridge/content.ts";
import { campaignChannelMessages } from "@/lib/messages/campaign-channels.ts";
import { useField } from "../../form/form-context.tsx";
import { CustomPairs } from "./key-values.tsx";
import { ProfileParts } from "./profile-parts.tsx";
import { useContent } from "./use-content.ts";

const words = campaignChannelMessages.eventbridge;
const identifiers = ["identity", "email", "objectId"] as const;

/** What names the person in an event of the bus, what of them goes along, and custom pairs. */
export function EventbridgeEditor() {
  const { content, set } = useContent<EventbridgeContent>();
  const field = useField("what.content.identifiers");
  return (
    <Stack gap="lg">
      <Checkbox.Group
        label={words.identifiers}
        value={content.identifiers}
        onChange={(next) => set({ identifiers: identifiers.filter((each) => next.includes(each)) }, true)}
        {...field}
      >
        <Group gap="lg" my={8}>
          {identifiers.map((each) => (
            <Checkbox key={each} value={each} label={words.names[each]} />
          ))}
        </Group>
      </Checkbox.Group>
      <ProfileParts />
      <CustomPairs pairs={content.keyValues} onChange={(keyValues, whole) => set({ keyValues }, whole)} />
    </Stack>
  );
}
