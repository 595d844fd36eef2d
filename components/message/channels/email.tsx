import { Checkbox, Group, Stack, Text } from "@mantine/core";
import type { EmailContent } from "@/lib/channels/email/content.ts";
import { campaignChannelMessages } from "@/lib/messages/campaign-channels.ts";
import classes from "../../form/form.module.css";
import { ContentText } from "./content-text.tsx";
import { Repeats } from "./repeats.tsx";
import { TextField } from "./text-field.tsx";
import { useContent } from "./use-content.ts";

const words = campaignChannelMessages.email;

/** Who the mail is from, where that is not the account's own. */
function Sender() {
  const { content, set } = useContent<EmailContent>();
  return (
    <section aria-label={words.from}>
      <Text fw={500} size="sm" mb={6}>
        {words.from}
      </Text>
      <div className={classes.cards}>
        <ContentText
          name="fromName"
          label={words.fromName}
          context="text"
          maxLength={120}
          description={words.own}
        />
        <TextField
          path="what.content.fromAddress"
          label={words.fromAddress}
          description={words.own}
          maxLength={254}
          value={content.fromAddress}
          onChange={(fromAddress) => set({ fromAddress })}
        />
        <TextField
          path="what.content.replyTo"
          label={words.replyTo}
          description={words.own}
          maxLength={254}
          value={content.replyTo}
          onChange={(replyTo) => set({ replyTo })}
        />
      </div>
    </section>
  );
}

/** An e-mail: its subject, its HTML and text with Liquid, its sender, and what is told of it. */
export function EmailEditor() {
  const { content, set } = useContent<EmailContent>();
  return (
    <Stack gap="lg">
      <ContentText name="subject" label={words.subject} context="text" maxLength={500} />
      <ContentText
        name="preheader"
        label={words.preheader}
        context="text"
        maxLength={250}
        description={words.preheaderHelp}
      />
      <ContentText
        name="html"
        label={words.html}
        context="html"
        isCode
        lines={12}
        maxLength={200_000}
        description={words.htmlHelp}
      />
      <ContentText
        name="text"
        label={words.text}
        context="text"
        lines={4}
        maxLength={100_000}
        description={words.textHelp}
      />
      <Sender />
      <section aria-label={words.tracking}>
        <Text fw={500} size="sm" mb={6}>
          {words.tracking}
        </Text>
        <Group gap="lg">
          <Checkbox
            label={words.opens}
            checked={content.trackOpens}
            onChange={(event) => set({ trackOpens: event.currentTarget.checked }, true)}
          />
          <Checkbox
            label={words.clicks}
            checked={content.trackClicks}
            onChange={(event) => set({ trackClicks: event.currentTarget.checked }, true)}
          />
        </Group>
      </section>
      <Repeats />
    </Stack>
  );
}
