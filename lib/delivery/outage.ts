import { z } from "zod";

/** The partner takes nothing since `sinceMs`; it is asked again at `nextMs`. Also as columns and payloads hold it. */
export const outage = z.object({
  sinceMs: z.number(),
  nextMs: z.number(),
  tries: z.number(),
  said: z.string(),
});
export type Outage = z.output<typeof outage>;
