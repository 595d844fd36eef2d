/** What a campaign is doing, in the words of CleverTap's list of campaigns; HELD is ours: a safety limit stopped its run. */
export const campaignStatuses = [
  "DRAFT",
  "APPROVAL_PENDING",
  "REJECTED",
  "SCHEDULED",
  "RUNNING",
  "AWAITING_NEXT_RUN",
  "HELD",
  "COMPLETED",
  "STOPPED",
] as const;
export type CampaignStatus = (typeof campaignStatuses)[number];

/** Those in which the document may be changed. */
export const editableStatuses: readonly CampaignStatus[] = ["DRAFT", "APPROVAL_PENDING", "REJECTED"];

/** Those in which something may still be sent. */
export const activeStatuses: readonly CampaignStatus[] = [
  "SCHEDULED",
  "RUNNING",
  "AWAITING_NEXT_RUN",
  "HELD",
];

export const runStatuses = ["PENDING", "RUNNING", "HELD", "DONE", "STOPPED"] as const;
export type RunStatus = (typeof runStatuses)[number];
