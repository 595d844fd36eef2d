"use client";

import { Alert, Anchor, Button, Checkbox, Group, NumberInput, Stack, Switch } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { campaignOperations } from "@/lib/campaigns/operations.ts";
import type { CampaignRulesView, ChannelLimit } from "@/lib/campaigns/rules-schema.ts";
import { type ChannelId, channelIds, channelKits } from "@/lib/channels/catalog.ts";
import { campaignRulesMessages as words } from "@/lib/messages/campaign-rules.ts";
import { ProblemAlert } from "../access/problem-alert.tsx";
import { SettingBlock } from "../access/setting-block.tsx";
import { useAction } from "../access/use-action.ts";
import { call } from "../api.ts";
import { sayDone } from "../toast.ts";
import { useUnsaved } from "../ui/leave-guard.tsx";
import { Link } from "../ui/link.tsx";
import { useVisitor } from "../visitor.tsx";

const usual: ChannelLimit = { messages: 3, days: 1, dwellMinutes: null };
/** What a field holds that was emptied: the server says what is missing. */
const numberOf = (value: number | string) => (value === "" ? Number.NaN : Number(value));

type LimitProps = {
  channel: ChannelId;
  limit: ChannelLimit | undefined;
  readOnly: boolean;
  errorOf(field: string): string | undefined;
  onChange(limit: ChannelLimit | undefined): void;
};

function LimitFields({ channel, limit, readOnly, errorOf, onChange }: LimitProps) {
  const { label } = channelKits[channel];
  const field = (key: keyof ChannelLimit, max: number) => ({
    label: words.fields[key],
    min: 1,
    max,
    disabled: readOnly,
    value: Number.isNaN(limit?.[key]) ? "" : (limit?.[key] ?? ""),
    error: errorOf(key),
    w: 150,
    "aria-label": `${label}: ${words.fields[key]}`,
  });
  return (
    <Stack gap="xs">
      <Checkbox
        label={words.limitOf(label)}
        disabled={readOnly}
        checked={limit !== undefined}
        onChange={(event) => onChange(event.currentTarget.checked ? usual : undefined)}
      />
      {limit && (
        <Group gap="sm" align="flex-start" ml={30}>
          <NumberInput
            {...field("messages", 1_000)}
            onChange={(value) => onChange({ ...limit, messages: numberOf(value) })}
          />
          <NumberInput
            {...field("days", 90)}
            onChange={(value) => onChange({ ...limit, days: numberOf(value) })}
          />
          <NumberInput
            {...field("dwellMinutes", 10_080)}
            placeholder={words.noRest}
            onChange={(value) => onChange({ ...limit, dwellMinutes: value === "" ? null : Number(value) })}
          />
        </Group>
      )}
    </Stack>
  );
}

/** What holds for all campaigns of the workspace; everybody sees it, Admins change it. */
export function CampaignRulesForm({ rules: { approvers, ...rules } }: { rules: CampaignRulesView }) {
  const { can } = useVisitor();
  const action = useAction();
  const [saved, setSaved] = useState(rules);
  const [draft, setDraft] = useState(rules);
  const readOnly = !can("workspace.write");
  const changed = JSON.stringify(saved) !== JSON.stringify(draft);
  useUnsaved(changed);
  async function save(event: FormEvent): Promise<void> {
    event.preventDefault();
    await action.run(async () => {
      const { approvers: _, ...now } = await call(campaignOperations["campaigns.saveRules"], draft);
      setSaved(now);
      setDraft(now);
      sayDone(words.saved);
    });
  }
  return (
    <form onSubmit={save} noValidate>
      <SettingBlock title={words.title} description={words.description}>
        <ProblemAlert problem={action.problem} />
        <Switch
          label={words.approval}
          description={words.approvalHelp}
          disabled={readOnly}
          checked={draft.approval}
          onChange={(event) => setDraft({ ...draft, approval: event.currentTarget.checked })}
        />
        {draft.approval && approvers < 2 && (
          <Alert color="yellow" variant="light" role="status">
            {words.nobodyApproves}{" "}
            {can("members.write") && (
              <Anchor component={Link} href="/settings/members" c="inherit" inherit underline="always">
                {words.invite}
              </Anchor>
            )}
          </Alert>
        )}
        {channelIds.map((channel) => (
          <LimitFields
            key={channel}
            channel={channel}
            limit={draft.limits[channel]}
            readOnly={readOnly}
            errorOf={(field) => action.fields[`limits.${channel}.${field}`]}
            onChange={(limit) => {
              const { [channel]: _, ...others } = draft.limits;
              setDraft({ ...draft, limits: limit ? { ...others, [channel]: limit } : others });
            }}
          />
        ))}
        {!readOnly && (
          <Group>
            <Button type="submit" loading={action.busy} disabled={!changed}>
              {words.save}
            </Button>
          </Group>
        )}
      </SettingBlock>
    </form>
  );
}
