import { Checkbox, Group, Stack } from "@mantine/core";
import { MAX_TTL_S, type PushContent, pushPlatforms } from "@/lib/channels/push/content.ts";
import { campaignChannelMessages } from "@/lib/messages/campaign-channels.ts";
import { useField } from "../../form/form-context.tsx";
import { TypedNumber } from "../../ui/typed-number.tsx";
import { ContentText } from "./content-text.tsx";
import { CustomPairs } from "./key-values.tsx";
import { Repeats } from "./repeats.tsx";
import { useContent } from "./use-content.ts";

const words = campaignChannelMessages.push;

function Delivery() {
  const { content, set } = useContent<PushContent>();
  const ttl = useField("what.content.ttlS");
  return (
    <Stack gap="md">
      <TypedNumber
        label={words.ttl}
        description={words.ttlHelp}
        maw={260}
        min={0}
        max={MAX_TTL_S}
        allowDecimal={false}
        allowNegative={false}
        thousandSeparator=","
        clampBehavior="strict"
        value={content.ttlS}
        onChange={(next) => next !== null && set({ ttlS: next })}
        {...ttl}
      />
      <ContentText name="tag" label={words.tag} context="text" maxLength={500} description={words.tagHelp} />
    </Stack>
  );
}

/** A notification on phones and in browsers: its texts, what it opens, and custom pairs for the app. */
export function PushEditor() {
  const { content, set } = useContent<PushContent>();
  const chosen = useField("what.content.platforms");
  return (
    <Stack gap="lg">
      <Checkbox.Group
        label={words.platforms}
        value={content.platforms}
        onChange={(next) => set({ platforms: pushPlatforms.filter((each) => next.includes(each)) }, true)}
        {...chosen}
      >
        <Group gap="lg" my={8}>
          {pushPlatforms.map((each) => (
            <Checkbox key={each} value={each} label={words.names[each]} />
          ))}
        </Group>
      </Checkbox.Group>
      <ContentText name="title" label={words.title} context="text" maxLength={1_000} />
      <ContentText name="body" label={words.body} context="text" lines={3} maxLength={4_000} />
      <ContentText
        name="image"
        label={words.image}
        context="url"
        maxLength={2_000}
        description={words.imageHelp}
      />
      <ContentText
        name="action"
        label={words.action}
        context="url"
        maxLength={2_000}
        description={words.actionHelp}
      />
      <CustomPairs pairs={content.keyValues} onChange={(keyValues, whole) => set({ keyValues }, whole)} />
      <Delivery />
      <Repeats />
    </Stack>
  );
}
