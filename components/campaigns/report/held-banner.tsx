import { Alert, Button, Group, Text } from "@mantine/core";
import { IconHandStop } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { z } from "zod";
import { campaignOperations } from "@/lib/campaigns/operations.ts";
import type { CampaignRunView, CampaignView } from "@/lib/campaigns/schema.ts";
import { campaignReportMessages } from "@/lib/messages/campaign-report.ts";
import { call } from "../../api.ts";
import { sayDone } from "../../toast.ts";
import { ConfirmModal } from "../../ui/confirm-modal.tsx";
import { usePanel } from "../../use-panel.ts";
import { refreshCampaigns } from "../queries.ts";

const words = campaignReportMessages.held;

const withLimit = z.object({ cap: z.object({ hold: z.number() }) });

/** The safety limit of a campaign: of how many people a run is held. */
export function safetyLimit({ draft }: Pick<CampaignView, "draft">): number | null {
  return withLimit.safeParse(draft.who).data?.cap.hold ?? null;
}

/** A run that the safety limit held, and what can be done about it. */
export function HeldBanner({ campaign, run }: { campaign: CampaignView; run: CampaignRunView }) {
  const client = useQueryClient();
  const asking = usePanel<"release" | "cancelRun">();
  const limit = safetyLimit(campaign);
  // Control groups and whoever cannot be reached came to their verdicts before the run was held.
  const left = run.waitingPeople > 0 ? run.waitingPeople : run.qualified;
  const { cutOff, quiet } = run.leftOut ?? { cutOff: 0, quiet: 0 };
  const late = cutOff + quiet > 0 ? words.leftOut({ cutOff, quiet }, left) : null;
  const gets = Math.max(0, left - cutOff - quiet);
  const { release } = campaign.may;
  async function decide(what: "release" | "cancelRun"): Promise<void> {
    const saved = await call(campaignOperations[`campaigns.${what}`], { id: campaign.id, runId: run.id });
    await refreshCampaigns(client, saved);
    sayDone(what === "release" ? words.released : words.cancelled);
  }
  const isRelease = asking.panel?.subject === "release";
  return (
    <Alert color="yellow" mb="lg" icon={<IconHandStop size={18} />} role="alert">
      <Text fw={600}>{words.title(run.qualified, limit)}</Text>
      <Text size="sm">{words.text(run.number)}</Text>
      {late && (
        <Text size="sm" fw={600} mt={4}>
          {late} {gets === 0 && words.nobody}
        </Text>
      )}
      {release.allowed ? (
        <Group gap="xs" mt="sm">
          <Button disabled={gets === 0} onClick={() => asking.show("release")}>
            {words.release(gets)}
          </Button>
          <Button variant="default" onClick={() => asking.show("cancelRun")}>
            {words.cancel}
          </Button>
        </Group>
      ) : (
        release.reason && (
          <Text size="sm" mt={4}>
            {release.reason}
          </Text>
        )
      )}
      {asking.panel && (
        <ConfirmModal
          opened={asking.panel.opened}
          onClose={asking.close}
          title={isRelease ? words.releaseTitle(gets) : words.cancelTitle(run.number)}
          confirmLabel={isRelease ? words.release(gets) : words.cancel}
          cancelLabel={words.keep}
          danger={!isRelease}
          onConfirm={() => decide(isRelease ? "release" : "cancelRun")}
        >
          {isRelease ? words.releaseText(run.qualified, limit, left) : words.cancelText(left)}
          {isRelease && late && (
            <Text size="sm" fw={600} mt="xs">
              {late} {gets === 0 && words.nobody}
            </Text>
          )}
        </ConfirmModal>
      )}
    </Alert>
  );
}
