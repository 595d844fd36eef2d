/** The partner takes nothing since `sinceMs`; it is asked again at `nextMs`. */
export type Outage = { sinceMs: number; nextMs: number; tries: number; said: string };
