/** What started a run of a transfer. */
export const transferTriggers = ["first", "schedule", "continuous", "reconcile", "retry"] as const;
export type TransferTrigger = (typeof transferTriggers)[number];

/** How a run of a transfer ended. */
export const transferOutcomes = ["accepted", "partly", "refused", "stopped", "failed"] as const;
export type TransferOutcome = (typeof transferOutcomes)[number];
