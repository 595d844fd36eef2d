import { Stack } from "@mantine/core";
import type { SegmentContent } from "@/lib/channels/segment/content.ts";
import { campaignChannelMessages } from "@/lib/messages/campaign-channels.ts";
import { Cards } from "../../form/cards.tsx";
import { CustomPairs } from "./key-values.tsx";
import { ProfileParts } from "./profile-parts.tsx";
import { TextField } from "./text-field.tsx";
import { useContent } from "./use-content.ts";

const words = campaignChannelMessages.segment;
const calls = ["track", "identify"] as const;

/** A track or identify call: its name, what of the person goes along, and custom pairs. */
export function SegmentEditor() {
  const { content, set } = useContent<SegmentContent>();
  return (
    <Stack gap="lg">
      <Cards<SegmentContent["call"]>
        label={words.call}
        path="what.content.call"
        value={content.call}
        choices={calls.map((value) => ({ value, ...words.calls[value] }))}
        onChange={(call) => set({ call }, true)}
      />
      {content.call === "track" && (
        <TextField
          path="what.content.event"
          label={words.event}
          description={words.eventHelp}
          maxLength={200}
          maw={420}
          value={content.event}
          onChange={(event) => set({ event })}
        />
      )}
      <ProfileParts />
      <CustomPairs pairs={content.keyValues} onChange={(keyValues, whole) => set({ keyValues }, whole)} />
    </Stack>
  );
}
