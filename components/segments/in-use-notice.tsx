import { Alert } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { segmentsMessages } from "@/lib/messages/segments.ts";
import { segmentOperations } from "@/lib/segments/operations.ts";
import { operationQuery } from "../operation-query.ts";
import { UsesList } from "./uses-list.tsx";

/** Before another definition is saved: what uses the segment, and takes whoever comes in by it, and what is to be approved as it is. */
export function InUseNotice({ segmentId }: { segmentId: string }) {
  const uses = useQuery(operationQuery(segmentOperations["segments.uses"], { id: segmentId }));
  const { items = [], drafts = [] } = uses.data ?? {};
  const waiting = drafts.filter(({ waits }) => waits);
  return (
    <>
      {items.length > 0 && (
        <Alert color="yellow" variant="outline" role="status" mb="md" icon={<IconAlertTriangle size={18} />}>
          {segmentsMessages.uses.before}
          <UsesList items={items} />
        </Alert>
      )}
      {waiting.length > 0 && (
        <Alert color="yellow" variant="outline" role="status" mb="md" icon={<IconAlertTriangle size={18} />}>
          {segmentsMessages.uses.beforeApproval}
          <UsesList drafts={waiting} />
        </Alert>
      )}
    </>
  );
}
