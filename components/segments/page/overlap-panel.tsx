import { Progress, Text, Title } from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { segmentsMessages } from "@/lib/messages/segments.ts";
import type { OverlapView } from "@/lib/segments/looking-schema.ts";
import { segmentOperations } from "@/lib/segments/operations.ts";
import type { SegmentView } from "@/lib/segments/schema.ts";
import { operationQuery } from "../../operation-query.ts";
import { ErrorState } from "../../ui/error-state.tsx";
import { useUrlState } from "../../ui/use-url-state.ts";
import { SegmentSelect } from "../segment-select.tsx";
import classes from "./page.module.css";

const words = segmentsMessages.overlap;
const full = new Intl.NumberFormat("en");
const colours = { here: "indigo.6", both: "teal.6", there: "orange.6" } as const;
const variable = (colour: string): string => `var(--mantine-color-${colour.replace(".", "-")})`;

function Shares({ overlap, name }: { overlap: OverlapView; name: string }) {
  const parts = (["here", "both", "there"] as const).map((key) => ({
    key,
    count: overlap[key],
    label: key === "there" ? words.there(name) : words[key],
  }));
  const all = parts.reduce((sum, { count }) => sum + count, 0);
  const own = overlap.here + overlap.both;
  if (all === 0) {
    return (
      <Text size="sm" c="dimmed" mt={8}>
        {words.nobody}
      </Text>
    );
  }
  return (
    <div role="status">
      <Progress.Root size={12} mt={12} aria-hidden="true">
        {parts.map(({ key, count }) => (
          <Progress.Section key={key} value={(100 * count) / all} color={colours[key]} />
        ))}
      </Progress.Root>
      <dl className={classes.shares}>
        {parts.map(({ key, count, label }) => (
          <div key={key} style={{ display: "contents" }}>
            <dt>
              <span style={{ background: variable(colours[key]) }} aria-hidden="true" />
              <span>{label}</span>
            </dt>
            <dd>{full.format(count)}</dd>
          </div>
        ))}
      </dl>
      {own > 0 && (
        <Text size="xs" c="dimmed" mt={8}>
          {words.share(`${Math.round((100 * overlap.both) / own)} %`)}
        </Text>
      )}
    </div>
  );
}

/** How many people a segment shares with another one, which stands in the address. */
export function OverlapPanel({ segment }: { segment: SegmentView }) {
  const url = useUrlState();
  const other = url.get("with") ?? "";
  const named = useQuery({
    ...operationQuery(segmentOperations["segments.get"], { id: other }),
    enabled: other !== "",
    retry: false,
  });
  const overlap = useQuery({
    ...operationQuery(segmentOperations["segments.overlap"], { id: segment.id, with: other }),
    enabled: other !== "",
    placeholderData: keepPreviousData,
    retry: false,
  });
  const isCounting = segment.state === "counting" || named.data?.state === "counting";
  return (
    <section className={classes.panel} aria-label={words.title}>
      <Title order={2} fz="sm" mb={8}>
        {words.title}
      </Title>
      <SegmentSelect
        label={words.choose}
        placeholder={words.placeholder}
        own={segment.id}
        value={other}
        clearable
        onChange={(id) => url.set({ with: id })}
      />
      {other !== "" && overlap.error && (
        <ErrorState error={overlap.error} onRetry={() => overlap.refetch()} />
      )}
      {other !== "" && overlap.data && !overlap.error && (
        <Shares overlap={overlap.data} name={named.data?.name ?? ""} />
      )}
      {other !== "" && isCounting && (
        <Text size="xs" c="dimmed" mt={8}>
          {words.counting}
        </Text>
      )}
    </section>
  );
}
