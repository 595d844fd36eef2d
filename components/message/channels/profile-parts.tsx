import { Checkbox, Group, Radio, Stack, TagsInput } from "@mantine/core";
import { campaignChannelMessages } from "@/lib/messages/campaign-channels.ts";
import { useField } from "../../form/form-context.tsx";
import { usePersonProperties } from "../../segments/catalogue.ts";
import { useContent } from "./use-content.ts";

const { attributes: words, tokens: tokenWords } = campaignChannelMessages;
const choices = ["none", "all", "chosen"] as const;
const kinds = ["fcm", "apns"] as const;

type Parts = {
  attributes: { which: (typeof choices)[number]; names: string[] };
  tokens: (typeof kinds)[number][];
};

/** Which of a person's attributes and push tokens go along. */
export function ProfileParts() {
  const { content, set } = useContent<Parts>();
  const names = useField("what.content.attributes.names");
  const known = usePersonProperties().map(({ name }) => name);
  const { attributes, tokens } = content;
  return (
    <Stack gap="md">
      <Radio.Group
        label={words.title}
        description={words.help}
        data-path="what.content.attributes.which"
        value={attributes.which}
        onChange={(next) => {
          const which = choices.find((each) => each === next) ?? attributes.which;
          set({ attributes: { ...attributes, which } }, true);
        }}
      >
        <Group gap="lg" mt={8}>
          {choices.map((each) => (
            <Radio key={each} value={each} label={words.which[each]} />
          ))}
        </Group>
      </Radio.Group>
      {attributes.which === "chosen" && (
        <TagsInput
          aria-label={words.names}
          placeholder={attributes.names.length === 0 ? words.namesHelp : undefined}
          data={[...new Set(["Email", "Phone", "Identity", ...known])]}
          maxTags={250}
          acceptValueOnBlur
          value={attributes.names}
          onChange={(next) => set({ attributes: { ...attributes, names: next } })}
          {...names}
        />
      )}
      <Checkbox.Group
        label={tokenWords.title}
        description={tokenWords.help}
        data-path="what.content.tokens"
        value={tokens}
        onChange={(next) => set({ tokens: kinds.filter((kind) => next.includes(kind)) }, true)}
      >
        <Group gap="lg" mt={8}>
          {kinds.map((kind) => (
            <Checkbox key={kind} value={kind} label={tokenWords[kind]} />
          ))}
        </Group>
      </Checkbox.Group>
    </Stack>
  );
}
