import { IconChartBar } from "@tabler/icons-react";
import { journeyReportMessages } from "@/lib/messages/journey-report.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { JourneyReport } from "../report/journey-report.tsx";
import { useJourney } from "./journey-context.tsx";

const words = journeyReportMessages.unpublished;

/** The journey as it runs; before it was published there is nothing to tell. */
export function ReportTab() {
  const { view } = useJourney();
  return view.version === null ? (
    <EmptyState icon={IconChartBar} title={words.title}>
      {words.text}
    </EmptyState>
  ) : (
    <JourneyReport journeyId={view.id} />
  );
}
