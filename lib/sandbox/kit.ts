import type { Db, Querying } from "../db/client.ts";
import type { JsonObject } from "../kernel/json.ts";

/** A request to a partner as the sandbox sees it; `path` is what follows the partner's prefix, the body is unpacked. */
export type SandboxCall = {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: Record<string, string | string[] | undefined>;
  body: Buffer;
};

export type SandboxAnswer = { status: number; headers?: Record<string, string>; body: string };

/** One record that came. `problem` says why the partner does not take it. */
export type SandboxRecord = {
  messageId: string;
  body: string;
  problem: string | null;
  /** By what a record that is refused on purpose is chosen; the messageId unless told. */
  faultKey?: string;
};

/** So many requests of this kind an account may have under way at the same time. */
type InFlight = { of: string; max: number };

export type SandboxReceived = {
  kind: "received";
  account: string;
  inFlight?: InFlight;
  records: SandboxRecord[];
  answer: SandboxAnswer;
  /** What else is to be kept, in the transaction that keeps the records. */
  keep?(tx: Querying): Promise<void>;
  /**
   * Where the partner judges record by record: the same reading with these records (by their place) refused on purpose.
   * Without it the whole request is refused.
   */
  without?(refused: Set<number>): SandboxReceived;
};

/** What a partner made of a request: an answer at once, one from what it keeps, or records to keep before `answer` goes out. */
export type SandboxReading =
  | { kind: "refused"; account: string | null; answer: SandboxAnswer }
  | {
      kind: "asked";
      account: string;
      inFlight?: InFlight;
      answer(db: Db): Promise<SandboxAnswer>;
    }
  | SandboxReceived;

/** An answer at once, of which nothing is kept. */
export function refused(answer: SandboxAnswer, account: string | null = null): SandboxReading {
  return { kind: "refused", account, answer };
}

/** What a list shows of a kept record. */
export type Glance = { kind: string; name: string; person: string };

/** A partner's API as the sandbox plays it. Enter each once in `lib/sandbox/partners.ts`. */
export type SandboxPartner = {
  /** Also the first part of its address in the sandbox. */
  id: string;
  /** The settings by which the partner's accounts are told apart: the first that is filled. */
  accountFields: string[];
  /** What the faults look like where they are no answers over HTTP. */
  faultNote?: string;
  /** What it keeps besides records: users with properties (and what they did), or lists of users. */
  keeps: ("users" | "audiences")[];
  /** A rule may pass on what comes to its accounts (`lib/sandbox/rules`). */
  hasRules?: boolean;
  /** Larger bodies (unpacked) are cut off and answered by `tooLarge`. */
  maxBodyBytes: number;
  tooLarge: SandboxAnswer;
  /** Reads one request; pure. */
  read(call: SandboxCall): SandboxReading;
  /** The partner's way of saying `message` with this status. */
  problem(status: number, message: string): SandboxAnswer;
  glance(body: JsonObject): Glance;
};
