import { Button, Group, Stack, Text } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { campaignOperations } from "@/lib/campaigns/operations.ts";
import type { CampaignProblem, CampaignView } from "@/lib/campaigns/schema.ts";
import { campaignEditorMessages } from "@/lib/messages/campaign-editor.ts";
import { campaignOverviewMessages } from "@/lib/messages/campaign-overview.ts";
import { ApiError, call } from "../../../api.ts";
import { operationKey } from "../../../operation-query.ts";
import { sayDone } from "../../../toast.ts";
import { usePanel } from "../../../use-panel.ts";
import { useEditor } from "../editor-context.tsx";
import { Part } from "../section.tsx";
import { PublishModal } from "./publish-modal.tsx";
import { RejectModal } from "./reject-modal.tsx";

const words = campaignOverviewMessages.publish;
type Act = "publish" | "approve" | "reject";

/** Publishes, approves or rejects what is saved; what is not saved yet is saved first. */
function useDecision() {
  const { flush, follow } = useEditor();
  const client = useQueryClient();
  const router = useRouter();
  return async (act: Act, said: string, reason?: string): Promise<void> => {
    const saved = await flush();
    if (!saved) {
      throw new Error(words.unsaved);
    }
    const given = { id: saved.id, version: saved.version, ...(reason && { reason }) };
    const view: CampaignView = await call(campaignOperations[`campaigns.${act}`], given).catch(
      async (error: unknown) => {
        if (error instanceof ApiError && error.problem.code === "conflict") {
          await follow();
          throw new Error(`${error.message} ${campaignEditorMessages.save.elsewhere}`);
        }
        throw error;
      },
    );
    await client.invalidateQueries({ queryKey: operationKey(campaignOperations["campaigns.get"]) });
    await client.invalidateQueries({ queryKey: operationKey(campaignOperations["campaigns.list"]) });
    sayDone(said);
    router.push(`/campaigns/${view.id}`);
  };
}

/** The last step: publishing, or asking another member to; and, for that member, approving or rejecting. */
export function PublishPart({
  onGo,
  onTry,
}: {
  onGo: (problem: CampaignProblem) => void;
  /** It was to be published: from now on every problem stands at its field. */
  onTry: () => void;
}) {
  const { view, problems } = useEditor();
  const decide = useDecision();
  const { panel, show, close } = usePanel<Act>();
  const isPending = view.status === "APPROVAL_PENDING" && view.approval;
  const [first] = problems;
  const tryTo = (act: Act) => {
    if (act !== "reject" && first) {
      onTry();
      // The fields tell their problems before one of them is gone to.
      setTimeout(() => onGo(first));
      return;
    }
    show(act);
  };
  const opened = panel?.opened ?? false;
  const act = panel?.subject ?? "publish";
  const asks = view.approval && !isPending;
  return (
    <Part title={words.title} help={view.number === null ? words.id : undefined}>
      <Stack gap="sm">
        {first && (
          <Text size="sm" c="dimmed" role="status">
            {words.blocked(problems.length)}
          </Text>
        )}
        {asks && view.number === null && (
          <Text size="sm" c="dimmed">
            {words.approval}
          </Text>
        )}
        {isPending ? (
          <>
            <Text size="sm">{words.pending(view.requestedBy ?? "Somebody")}</Text>
            <Group gap="xs">
              <Button disabled={!view.may.approve.allowed} onClick={() => tryTo("approve")}>
                {words.approve}
              </Button>
              <Button variant="default" disabled={!view.may.approve.allowed} onClick={() => tryTo("reject")}>
                {words.reject}
              </Button>
            </Group>
            {!view.may.approve.allowed && (
              <Text size="sm" c="dimmed">
                {view.may.approve.reason}
              </Text>
            )}
          </>
        ) : view.number === null ? (
          <Group>
            <Button disabled={!view.may.edit.allowed} onClick={() => tryTo("publish")}>
              {view.approval ? words.ask : words.button}
            </Button>
          </Group>
        ) : (
          <Text size="sm">{words.final}</Text>
        )}
      </Stack>
      {panel && act === "reject" && (
        <RejectModal
          key={panel.seen}
          opened={opened}
          onClose={close}
          onConfirm={(reason) => decide("reject", words.rejectedDone, reason)}
        />
      )}
      {panel && act !== "reject" && (
        <PublishModal
          act={act === "approve" ? "approve" : asks ? "ask" : "publish"}
          opened={opened}
          onClose={close}
          onConfirm={() =>
            decide(act, act === "approve" ? words.approved : asks ? words.asked : words.published)
          }
        />
      )}
    </Part>
  );
}
