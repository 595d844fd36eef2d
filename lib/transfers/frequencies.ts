/** How often an audience is brought to a partner. */
export const transferFrequencies = ["once", "recurring", "continuous"] as const;
export type TransferFrequency = (typeof transferFrequencies)[number];

export const transferHoursChoices = [1, 4, 6, 8, 12, 24] as const;
