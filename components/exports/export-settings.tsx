"use client";

import { Link } from "@/components/ui/link.tsx";
import { dataTypeKinds } from "@/lib/exports/data-types.ts";
import { frequencyLabels, rangeLabels } from "@/lib/exports/frequencies.ts";
import type { ExportView } from "@/lib/exports/schema.ts";
import { frequencyWords } from "@/lib/messages/exports.ts";
import { connectionHref } from "../partners/connection-href.ts";
import { type Fact, Facts } from "../ui/facts.tsx";
import { Time } from "../ui/time.tsx";
import { identifierWords } from "./change-words.ts";
import { addDays, rangeWords, todayIn } from "./date-words.ts";

function daysOf(of: ExportView): string | null {
  if (!of.range) {
    return null;
  }
  const dayOf = (at: string): string => todayIn(of.timeZone, new Date(at));
  const days =
    of.rangeFrom && of.rangeTo ? rangeWords(dayOf(of.rangeFrom), addDays(dayOf(of.rangeTo), -1)) : null;
  return days ? `${rangeLabels[of.range.kind]}: ${days}` : rangeLabels[of.range.kind];
}

/** Everything that was chosen for an export. */
export function ExportSettings({ of }: { of: ExportView }) {
  const days = daysOf(of);
  const facts: Fact[] = [
    { label: "Partner", value: of.partnerName },
    {
      label: "Partner Nickname",
      value: (
        <Link href={connectionHref(of.connectionId)} className="numbers">
          {of.nickname}
        </Link>
      ),
    },
    { label: "Data type", value: dataTypeKinds[of.dataType].label },
    ...(of.eventNames.length > 0 ? [{ label: "Events", value: of.eventNames.join(", ") }] : []),
    { label: "Identifier priority", value: identifierWords(of.identifierPriority) },
    { label: "Format", value: of.format },
    {
      label: "Frequency",
      value:
        of.frequency === "recurring"
          ? `${frequencyLabels.recurring}, ${frequencyWords(of.frequency, of.everyHours)}`
          : frequencyLabels[of.frequency],
    },
    ...(days ? [{ label: "Days", value: days }] : []),
    { label: "Date to export data", value: <Time at={of.startAt} /> },
    { label: "Created", value: <Time at={of.exportedOn} /> },
    { label: "Created by", value: of.createdBy },
    ...(of.stoppedAt
      ? [
          {
            label: "Stopped",
            value: (
              <>
                <Time at={of.stoppedAt} />
                {of.stoppedBy ? ` by ${of.stoppedBy}` : ""}
              </>
            ),
          },
        ]
      : []),
  ];
  return <Facts facts={facts} />;
}
