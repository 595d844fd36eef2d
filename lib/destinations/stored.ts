import { z } from "zod";

/** Column `destinations.settings`. */
export const switchesOf = z.record(z.string(), z.boolean());

/** Column `destination_batches.refused`. */
export const refusedOf = z
  .array(z.object({ seq: z.string(), code: z.string(), reason: z.string(), record: z.number() }))
  .nullable();

/** Column `destination_replays.filter`, as far as reading needs it. */
export const replayFilterOf = z.object({
  from: z.string().nullish(),
  to: z.string().nullish(),
  names: z.array(z.string()).default([]),
  /** Of `people`, as they were known when the replay was made; absent: whoever. */
  personIds: z.array(z.guid()).optional(),
});
export type StoredReplayFilter = z.output<typeof replayFilterOf>;
