import { Skeleton, Stack, Text } from "@mantine/core";
import type { z } from "zod";
import type { reasonsView } from "@/lib/destinations/schema.ts";
import { destinationPageText } from "@/lib/messages/destination-page.ts";
import { countOf } from "@/lib/messages/exports.ts";
import classes from "./pipeline.module.css";

type Reason = z.output<typeof reasonsView>["items"][number];

const words = destinationPageText.pipeline;

/** Why, how often, most frequent first; a press narrows the calls to those of one reason, where that can be told. */
export function ReasonList({
  label,
  reasons,
  code,
  onCode,
}: {
  label: string;
  reasons: Reason[] | undefined;
  code: string | null;
  /** null: the calls cannot be told apart by their reason */
  onCode: ((code: string | null) => void) | null;
}) {
  return (
    <section aria-label={label}>
      <Text size="sm" fw={600} mb={6}>
        {label}
      </Text>
      {reasons === undefined && (
        <Stack gap={10} aria-busy="true">
          <Skeleton height={14} />
          <Skeleton height={14} width="70%" />
        </Stack>
      )}
      {reasons?.length === 0 && (
        <Text size="sm" c="dimmed">
          {words.noReasons}
        </Text>
      )}
      <ul className={classes.reasons}>
        {reasons?.map((each) => {
          const content = (
            <>
              <span>{each.reason || each.code}</span>
              <span className="numbers">{countOf(each.count)}</span>
            </>
          );
          const chosen = each.code === code;
          return (
            <li key={`${each.code} ${each.reason}`}>
              {onCode ? (
                <button
                  type="button"
                  className={classes.reason}
                  aria-pressed={chosen}
                  onClick={() => onCode(chosen ? null : each.code)}
                >
                  {content}
                </button>
              ) : (
                <div className={classes.reason}>{content}</div>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
