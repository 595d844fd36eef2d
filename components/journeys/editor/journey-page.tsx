"use client";

import { IconRoute } from "@tabler/icons-react";
import { journeyOperations } from "@/lib/journeys/operations.ts";
import type { JourneyView } from "@/lib/journeys/schema.ts";
import { journeysMessages } from "@/lib/messages/journeys.ts";
import { EditedPage } from "../../form/edited-page.tsx";
import { operationQuery } from "../../operation-query.ts";
import { JourneyEditor } from "./journey-editor.tsx";

const missing = { ...journeysMessages.page.missing, icon: IconRoute, href: "/journeys" };

/** The page of one journey. */
export function JourneyPage({ id, initial }: { id: string; initial?: JourneyView }) {
  const options = operationQuery(journeyOperations["journeys.get"], { id });
  const query = { ...options, queryKey: [...options.queryKey, "edit"] };
  return (
    <EditedPage query={query} initial={initial} missing={missing}>
      {(view) => <JourneyEditor initial={view} />}
    </EditedPage>
  );
}
