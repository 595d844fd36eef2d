import { useQuery } from "@tanstack/react-query";
import { journeySeeingOperations } from "@/lib/journeys/seeing/operations.ts";
import { journeyReportMessages as words } from "@/lib/messages/journey-report.ts";
import { UpliftPanel } from "../../campaigns/report/uplift-panel.tsx";
import { operationQuery } from "../../operation-query.ts";

/** Goals of those who entered against the control group. Nothing for a journey without goals. */
export function JourneyUplift({ journeyId }: { journeyId: string }) {
  const { data } = useQuery(operationQuery(journeySeeingOperations["journeys.uplift"], { id: journeyId }));
  if (!data?.goal) {
    return null;
  }
  const { entered, ...rest } = data.goal;
  return <UpliftPanel goal={{ sent: entered, ...rest }} words={words.uplift} note={words.upliftTime} />;
}
