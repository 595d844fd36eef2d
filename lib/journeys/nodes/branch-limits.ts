/** Contracts §10.2. */
export const nodeLimits = {
  splitPaths: 6,
  splitsInSequence: 3,
  abPaths: 7,
  abPerJourney: 5,
  abGoals: 3,
  waitBranches: 5,
  profileUpdates: 20,
  valueChars: 512,
} as const;
