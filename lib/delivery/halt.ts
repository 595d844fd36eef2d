import type { Outage } from "./outage.ts";

/** Why a run does not go on for now or for good. */
export type HaltReason =
  /** The user stopped it. */
  | { kind: "stopped" }
  /** Another worker holds the run. */
  | { kind: "lost" }
  /** The worker is asked to end. */
  | { kind: "ending" }
  /** The partner is to be left alone for longer than a job may sit and wait. */
  | { kind: "parked"; outage: Outage }
  /** The partner does not accept the credentials. costly: each further try takes some records' only one. */
  | { kind: "unauthorised"; message: string; costly?: true }
  /** It cannot go on, and waiting would not help. */
  | { kind: "refused"; message: string }
  | { kind: "failed"; message: string };

export class Halt extends Error {
  readonly reason: HaltReason;
  constructor(reason: HaltReason) {
    super(reason.kind);
    this.name = "Halt";
    this.reason = reason;
  }
}
