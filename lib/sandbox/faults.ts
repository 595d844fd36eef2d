import { z } from "zod";

/** How an account of the sandbox misbehaves on purpose. An empty object: not at all. */
export const sandboxFaults = z.strictObject({
  /** Answers requests with this status; 401 is what a key revoked at the partner looks like, 403 one that may not. */
  status: z.literal([401, 403, 429, 500, 503]).optional(),
  /** Closes the connection without an answer. */
  hangUp: z.boolean().optional(),
  /** The status or the hang-up hits every nth request; 1, each one, unless told. */
  everyNth: z.int().min(1).max(1_000).optional(),
  /** With 429: the header `Retry-After` in seconds. */
  retryAfterS: z.int().min(0).max(3_600).optional(),
  /** Keeps the records before it answers with the status or hangs up: what a lost answer looks like to the sender. */
  afterKeeping: z.boolean().optional(),
  /** Waits before each answer. */
  delayMs: z.int().min(0).max(60_000).optional(),
  /** Answers 400 to a request that holds such a record; about one in n, chosen by its messageId, so it stays refused. */
  refuseEveryNthRecord: z.int().min(1).max(1_000_000).optional(),
  /** All of it ends after so many requests; until switched off unless told. */
  forRequests: z.int().min(1).max(1_000_000).optional(),
});
export type SandboxFaults = z.output<typeof sandboxFaults>;

export type Misbehaviour = {
  delayMs: number;
  /** Null: answer as usual. */
  failure: { status: number; retryAfterS: number | null } | "hang_up" | null;
  afterKeeping: boolean;
};

const none: Misbehaviour = { delayMs: 0, failure: null, afterKeeping: false };

/** What the `number`th request (from 1) since the faults were set meets. */
export function misbehaviour(faults: SandboxFaults, number: number): Misbehaviour {
  if (faults.forRequests !== undefined && number > faults.forRequests) {
    return none;
  }
  const hit = number % (faults.everyNth ?? 1) === 0;
  const status =
    faults.status === undefined ? null : { status: faults.status, retryAfterS: retryAfter(faults) };
  return {
    delayMs: faults.delayMs ?? 0,
    failure: hit ? (faults.hangUp ? "hang_up" : status) : null,
    afterKeeping: faults.afterKeeping ?? false,
  };
}

function retryAfter(faults: SandboxFaults): number | null {
  return faults.status === 429 ? (faults.retryAfterS ?? 1) : null;
}

/** Whether a record is one of the "every nth" that are refused: always the same for the same messageId. */
export function isRefusedRecord(messageId: string, everyNth: number): boolean {
  // FNV-1a, so that neighbouring ids spread.
  let hash = 0x811c9dc5;
  for (let index = 0; index < messageId.length; index += 1) {
    hash = Math.imul(hash ^ messageId.charCodeAt(index), 0x01000193) >>> 0;
  }
  return hash % everyNth === 0;
}
