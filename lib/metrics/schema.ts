import { z } from "zod";

const part = z.object({ ok: z.boolean(), message: z.string() });

export const health = z.object({
  /** degraded: people and events are served, but nothing works in the background. */
  status: z.enum(["ok", "degraded", "failing"]),
  web: part,
  database: part.extend({ tookMs: z.number().nullable() }),
  worker: part.extend({ count: z.number().nullable(), lastHeardS: z.number().nullable() }),
});
export type Health = z.output<typeof health>;
