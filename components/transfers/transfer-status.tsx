import type { TransferRunView, TransferView } from "@/lib/transfers/schema.ts";
import { ExportStatus } from "../exports/export-status.tsx";

type Facts = Pick<TransferView, "status" | "outcome" | "outcomeReason" | "percent" | "waiting" | "rejected"> &
  Partial<Pick<TransferView, "frequency" | "nextRunAt" | "lastRunAt" | "stoppedBy" | "stoppedAt">>;

/** Status and honest outcome of a transfer, or of one of its runs. */
export function TransferStatus({ of }: { of: Facts | TransferRunView }) {
  const { frequency, ...facts } = of as Facts;
  return (
    <ExportStatus
      of={{ ...facts, ...(frequency && { frequency: frequency === "continuous" ? "live" : "recurring" }) }}
    />
  );
}
