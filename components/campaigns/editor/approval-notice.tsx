import { Alert, Button } from "@mantine/core";
import { IconCircleX, IconHourglass } from "@tabler/icons-react";
import { campaignOverviewMessages } from "@/lib/messages/campaign-overview.ts";
import { useEditor } from "./editor-context.tsx";
import { goTo } from "./focus-problem.ts";

const words = campaignOverviewMessages.publish;

/** What became of asking for approval: why it was refused, or who waits for it. */
export function ApprovalNotice() {
  const { view } = useEditor();
  if (view.status === "REJECTED") {
    return (
      <Alert
        color="red"
        variant="light"
        mb="md"
        icon={<IconCircleX size={18} />}
        title={words.rejected(view.rejectedBy)}
      >
        {view.reason}
      </Alert>
    );
  }
  if (view.status !== "APPROVAL_PENDING") {
    return null;
  }
  const who = view.requestedBy ?? "Somebody";
  return (
    <Alert color="yellow" variant="light" mb="md" icon={<IconHourglass size={18} />}>
      {view.approval ? words.pending(who) : words.pendingNoMore(who)}
      {view.approval && view.may.approve.allowed && (
        <div>
          <Button size="xs" variant="default" mt="xs" onClick={() => goTo("overview")}>
            {words.toDecide}
          </Button>
        </div>
      )}
    </Alert>
  );
}
