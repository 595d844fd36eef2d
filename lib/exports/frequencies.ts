export const frequencies = ["one_time", "recurring", "live"] as const;
export type Frequency = (typeof frequencies)[number];

export const frequencyLabels: Record<Frequency, string> = {
  one_time: "One time",
  recurring: "Recurring",
  live: "Live Data Streaming",
};

/** Hours between the runs of a recurring export. */
export const everyHoursChoices = [4, 6, 8, 12, 24] as const;

export const rangeKinds = [
  "day",
  "range",
  "yesterday",
  "last_7_days",
  "current_month",
  "previous_month",
] as const;
export type RangeKind = (typeof rangeKinds)[number];

export const rangeLabels: Record<RangeKind, string> = {
  day: "A day",
  range: "A range of days",
  yesterday: "Yesterday",
  last_7_days: "Last 7 days",
  current_month: "Current month",
  previous_month: "Previous month",
};
