import { Skeleton, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { segmentsMessages } from "@/lib/messages/segments.ts";
import { segmentOperations } from "@/lib/segments/operations.ts";
import { operationQuery } from "../../operation-query.ts";
import { ErrorState } from "../../ui/error-state.tsx";
import { UsesList } from "../uses-list.tsx";
import classes from "./page.module.css";

const words = segmentsMessages.uses;

/** What uses a segment and which drafts name it, each with the way there. */
export function UsesPanel({ id }: { id: string }) {
  const uses = useQuery(operationQuery(segmentOperations["segments.uses"], { id }));
  const known = uses.data;
  const isUsed = known && known.items.length + known.drafts.length > 0;
  return (
    <section className={classes.panel} aria-label={words.title}>
      <Title order={2} fz="sm">
        {words.title}
      </Title>
      {uses.error && !known && <ErrorState error={uses.error} onRetry={() => uses.refetch()} />}
      {!known && !uses.error && <Skeleton height={12} mt={10} width="70%" />}
      {known && !isUsed && (
        <Text size="sm" c="dimmed" mt={6}>
          {words.none}
        </Text>
      )}
      {isUsed && <UsesList {...known} />}
    </section>
  );
}
