"use client";

import { List, Skeleton, Stack, Text } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { campaignOperations } from "@/lib/campaigns/operations.ts";
import type { CampaignRow } from "@/lib/campaigns/schema.ts";
import { campaignsMessages } from "@/lib/messages/campaigns.ts";
import { call } from "../api.ts";
import { operationQuery } from "../operation-query.ts";
import { sayDone } from "../toast.ts";
import { ConfirmModal } from "../ui/confirm-modal.tsx";
import { refreshCampaigns } from "./queries.ts";

const words = campaignsMessages.stop;

type Stoppable = Pick<CampaignRow, "id" | "name" | "qualification" | "nextRunAt">;

/** What stopping would leave, counted at this moment. */
function Leaves({ campaign }: { campaign: Stoppable }) {
  const asked = useQuery(operationQuery(campaignOperations["campaigns.get"], { id: campaign.id }));
  if (asked.isPending) {
    return <Skeleton height={60} />;
  }
  const counts = asked.data?.counts;
  return (
    <List size="sm" spacing={4}>
      <List.Item>{counts ? words.waiting(counts.waiting) : words.uncounted}</List.Item>
      {counts && <List.Item>{words.sent(counts.sent)}</List.Item>}
      <List.Item>{words.moment}</List.Item>
      {campaign.nextRunAt !== null && campaign.qualification !== "live" && (
        <List.Item>{words.next}</List.Item>
      )}
      {campaign.qualification === "external" && <List.Item>{words.external}</List.Item>}
    </List>
  );
}

/** Asks before a campaign is stopped, and says what that leaves. */
export function StopModal({
  campaign,
  opened,
  onClose,
}: {
  campaign: Stoppable;
  opened: boolean;
  onClose: () => void;
}) {
  const client = useQueryClient();
  return (
    <ConfirmModal
      opened={opened}
      onClose={onClose}
      title={words.title(campaign.name)}
      confirmLabel={words.confirm}
      cancelLabel={words.cancel}
      danger
      onConfirm={async () => {
        const saved = await call(campaignOperations["campaigns.stop"], { id: campaign.id });
        await refreshCampaigns(client, saved);
        sayDone(campaignsMessages.actions.stopped(campaign.name));
      }}
    >
      <Stack gap="sm">
        <Leaves campaign={campaign} />
        <Text size="sm" c="dimmed">
          {words.final}
        </Text>
      </Stack>
    </ConfirmModal>
  );
}
