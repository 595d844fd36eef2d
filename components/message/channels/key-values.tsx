import { Button, Group, Stack, Text } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { type KeyValue, keyValueLimits } from "@/lib/channels/key-values.ts";
import { campaignChannelMessages } from "@/lib/messages/campaign-channels.ts";
import classes from "../../form/form.module.css";
import { RemoveButton } from "../../form/remove-button.tsx";
import { withItem } from "../../form/with-item.ts";
import { LiquidField } from "../liquid-field.tsx";
import { TextField } from "./text-field.tsx";

type Words = {
  add: string;
  key(place: number): string;
  value(place: number): string;
  remove(place: number): string;
};

/** Names and values, the values with Liquid. `path`: of the list in the document. */
export function KeyValues({
  path,
  pairs,
  words = campaignChannelMessages.pairs,
  none = campaignChannelMessages.pairs.none,
  onChange,
}: {
  path: string;
  pairs: KeyValue[];
  words?: Words;
  none?: string;
  onChange: (pairs: KeyValue[], whole?: boolean) => void;
}) {
  return (
    <Stack gap="xs">
      {pairs.length === 0 && (
        <Text size="sm" c="dimmed">
          {none}
        </Text>
      )}
      {pairs.map((pair, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a pair is known by its place alone
        <div key={place} className={classes.pair}>
          <TextField
            path={`${path}.${place}.key`}
            aria-label={words.key(place + 1)}
            placeholder={campaignChannelMessages.pairs.keyHead}
            maxLength={keyValueLimits.keyChars}
            value={pair.key}
            onChange={(key) => onChange(withItem(pairs, place, { ...pair, key }))}
          />
          <LiquidField
            path={`${path}.${place}.value`}
            label={words.value(place + 1)}
            isBare
            context="text"
            placeholder={campaignChannelMessages.pairs.valueHead}
            maxLength={keyValueLimits.valueChars}
            value={pair.value}
            onChange={(value) => onChange(withItem(pairs, place, { ...pair, value }))}
          />
          <RemoveButton
            label={words.remove(place + 1)}
            onClick={() => onChange(withItem(pairs, place, null), true)}
          />
        </div>
      ))}
      {pairs.length < keyValueLimits.pairs && (
        <Group>
          <Button
            size="xs"
            variant="default"
            leftSection={<IconPlus size={14} />}
            onClick={() => onChange([...pairs, { key: "", value: "" }], true)}
          >
            {words.add}
          </Button>
        </Group>
      )}
    </Stack>
  );
}

/** The custom key-value pairs of a message, under their heading. */
export function CustomPairs({
  pairs,
  onChange,
}: {
  pairs: KeyValue[];
  onChange: (pairs: KeyValue[], whole?: boolean) => void;
}) {
  return (
    <section aria-label={campaignChannelMessages.pairs.title}>
      <Text fw={500} size="sm" mb={6}>
        {campaignChannelMessages.pairs.title}
      </Text>
      <KeyValues path="what.content.keyValues" pairs={pairs} onChange={onChange} />
    </section>
  );
}
