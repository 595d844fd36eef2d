/** What a call may be at most. Where CleverTap says nothing (contracts §2.2), the number is ours. */
export const triggerLimits = {
  /** 1,000 identities of 1,023 characters, and the payload */
  bodyBytes: 2 * 1024 * 1024,
  /** contracts §1.7: nested data of one event */
  payloadBytes: 128 * 1024,
  payloadLevels: 10,
  payloadKeys: 5_000,
  payloadKeyChars: 200,
  /** in all lists together; community clients of CleverTap send so many */
  people: 1_000,
  campaigns: 5,
  /** contracts §1.4: an identity is shorter than 1,024 */
  idChars: 1_023,
  keyChars: 255,
  /**
   * Calls of one account that a process works on at once; the next is told 429. CleverTap allows 3 (contracts §2.3), which
   * is a share of a service for all its customers. Here calls that come together share a commit, so that more of them at
   * once cost less each; this bounds the memory that their bodies hold. The setting JUNCTION_TRIGGER_CALLS changes it.
   */
  atOnce: 64,
} as const;

/** Calls are kept so long, with their payloads and their keys; longer while somebody still waits by them. */
export const KEEP_CALLS_MS = 30 * 86_400_000;
