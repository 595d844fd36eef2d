"use client";

import { Stack, Text } from "@mantine/core";
import { destinationPageText } from "@/lib/messages/destination-page.ts";
import { destinationsText, fateWords } from "@/lib/messages/destinations.ts";
import { destinationHref } from "../../destinations/destination-href.ts";
import { FateChip, fateFaces } from "../../destinations/fate-chip.tsx";
import { LintList } from "../../destinations/page/lint-list.tsx";
import { Link } from "../../ui/link.tsx";
import classes from "./debugger.module.css";
import type { FateOfCall } from "./use-fates.ts";

const words = destinationPageText.fates;

/** A mark per destination in a row of the list; the name and fate are in words for a screen reader and the hover. */
export function FateMarks({ fates }: { fates: FateOfCall[] | undefined }) {
  return (
    <span className={classes.fates}>
      {fates?.map(({ destinationId, name, fate, reason, lint }) => {
        const { icon: Icon, tone } = fateFaces[fate];
        const label = `${name}: ${fateWords[fate]}`;
        const warned = lint.length > 0 && fate === "delivered";
        return (
          <span
            key={destinationId}
            className={classes.fate}
            data-tone={warned ? "amber" : tone}
            title={reason ? `${label}. ${reason}` : label}
          >
            <Icon size={15} stroke={2} aria-hidden="true" />
            <span className="visually-hidden">
              {label}
              {warned && `, ${words.warned}`}
            </span>
          </span>
        );
      })}
    </span>
  );
}

/** What became of one call at each destination: why, what the partner drops of it, and the way to the exchange. */
export function CallFates({ sourceId, fates }: { sourceId: string; fates: FateOfCall[] }) {
  return (
    <section aria-label={destinationsText.tab}>
      <Text size="sm" fw={600} mb={6}>
        {destinationsText.tab}
      </Text>
      <ul className={classes.told}>
        {fates.map((of) => {
          const at = { id: of.destinationId, sourceId };
          return (
            <li key={of.destinationId}>
              <Stack gap={4}>
                <span className={classes.line}>
                  <Link href={destinationHref(at)}>{of.name}</Link>
                  <FateChip fate={of.fate} />
                </span>
                {of.reason && <Text size="sm">{of.reason}</Text>}
                {of.lint.length > 0 && <LintList lint={of.lint} label={destinationsText.exchange.lint} />}
                <Link
                  href={destinationHref(at, { call: of.callId })}
                  className={classes.exchange}
                  aria-label={words.exchangeAt(of.name)}
                >
                  {words.exchange}
                </Link>
              </Stack>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
