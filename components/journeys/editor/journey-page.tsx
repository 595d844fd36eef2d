"use client";

import { IconRoute } from "@tabler/icons-react";
import { journeyOperations } from "@/lib/journeys/operations.ts";
import type { JourneyView } from "@/lib/journeys/schema.ts";
import { journeySeeingOperations } from "@/lib/journeys/seeing/operations.ts";
import type { JourneyReport, ReportOfJourney } from "@/lib/journeys/seeing/schema.ts";
import { journeysMessages } from "@/lib/messages/journeys.ts";
import { EditedPage } from "../../form/edited-page.tsx";
import { operationQuery } from "../../operation-query.ts";
import { usePainted } from "../../use-painted.ts";
import { JourneyEditor } from "./journey-editor.tsx";

const missing = { ...journeysMessages.page.missing, icon: IconRoute, href: "/journeys" };

/** The page of one journey. */
export function JourneyPage({
  id,
  initial,
  painted,
}: {
  id: string;
  initial?: JourneyView;
  /** The report, where the address shows it. */
  painted?: { input: ReportOfJourney; report: JourneyReport };
}) {
  const reported = journeySeeingOperations["journeys.report"];
  usePainted(operationQuery(reported, painted?.input ?? { id }), painted?.report);
  const options = operationQuery(journeyOperations["journeys.get"], { id });
  const query = { ...options, queryKey: [...options.queryKey, "edit"] };
  return (
    <EditedPage query={query} initial={initial} missing={missing}>
      {(view) => <JourneyEditor initial={view} />}
    </EditedPage>
  );
}
