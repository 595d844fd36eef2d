import { Skeleton, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { segmentsMessages } from "@/lib/messages/segments.ts";
import { segmentOperations } from "@/lib/segments/operations.ts";
import { operationQuery } from "../../operation-query.ts";
import { ErrorState } from "../../ui/error-state.tsx";
import { Link } from "../../ui/link.tsx";
import classes from "./page.module.css";

const words = segmentsMessages.uses;

/** Where each kind of use is looked at. */
const hrefs: Record<string, (id: string) => string> = {
  segment: (id) => `/segments/${id}`,
  journey: (id) => `/journeys/${id}`,
  campaign: (id) => `/campaigns/${id}`,
  audience: (id) => `/audiences/${id}`,
};

/** What uses a segment, each with the way there. */
export function UsesPanel({ id }: { id: string }) {
  const uses = useQuery(operationQuery(segmentOperations["segments.uses"], { id }));
  const items = uses.data?.items;
  return (
    <section className={classes.panel} aria-label={words.title}>
      <Title order={2} fz="sm">
        {words.title}
      </Title>
      {uses.error && !items && <ErrorState error={uses.error} onRetry={() => uses.refetch()} />}
      {!items && !uses.error && <Skeleton height={12} mt={10} width="70%" />}
      {items?.length === 0 && (
        <Text size="sm" c="dimmed" mt={6}>
          {words.none}
        </Text>
      )}
      {items && items.length > 0 && (
        <ul className={classes.uses}>
          {items.map((use) => (
            <li key={`${use.kind} ${use.id}`}>
              <small>{words.kinds[use.kind] ?? use.kind}</small>
              <Link href={hrefs[use.kind]?.(use.id) ?? "/segments"}>{use.name}</Link>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
