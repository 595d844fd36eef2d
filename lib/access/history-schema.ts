import { z } from "zod";

/** What is asked of the history of one object. */
export const historyOf = z.object({
  id: z.uuid(),
  cursor: z.string().max(100).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});
export type HistoryOf = z.output<typeof historyOf>;

const historyEntry = z.object({
  id: z.string(),
  at: z.string(),
  actorName: z.string(),
  action: z.string(),
  changes: z.record(z.string(), z.object({ from: z.json(), to: z.json() })),
});
export type HistoryEntry = z.output<typeof historyEntry>;
export const historyPage = z.object({ items: z.array(historyEntry), nextCursor: z.string().nullable() });
export type HistoryPage = z.output<typeof historyPage>;
