import { z } from "zod";
import { instant, pageInput, pageOf } from "../api/paging.ts";

/** Of one object: who did what to it, newest first. */
export const historyOf = z.object({ id: z.uuid(), ...pageInput });
export type HistoryOf = z.output<typeof historyOf>;

const historyEntry = z.object({
  id: z.string(),
  at: instant,
  actorName: z.string(),
  action: z.string(),
  changes: z.record(z.string(), z.object({ from: z.json(), to: z.json() })),
});
export const historyPage = pageOf(historyEntry);
export type HistoryPage = z.output<typeof historyPage>;
