/** A request to a partner as the sandbox sees it; `path` is what follows the partner's prefix, the body is unpacked. */
export type SandboxCall = {
  method: string;
  path: string;
  headers: Record<string, string | string[] | undefined>;
  body: Buffer;
};

export type SandboxAnswer = { status: number; headers?: Record<string, string>; body: string };

/** One record that came. `problem` says why the real partner would drop it although it answers with success. */
export type SandboxRecord = { messageId: string; body: string; problem: string | null };

/** What a partner made of a request: an answer at once, or records of an account to keep before `answer` goes out. */
export type SandboxReading =
  | { kind: "refused"; account: string | null; answer: SandboxAnswer }
  | { kind: "received"; account: string; records: SandboxRecord[]; answer: SandboxAnswer };

/** A partner's API as the sandbox plays it. Enter each once in `lib/sandbox/partners.ts`. */
export type SandboxPartner = {
  /** Also the first part of its address in the sandbox. */
  id: string;
  /** The setting that holds the partner's secret by which its accounts are told apart. */
  accountField: string;
  /** Larger bodies (unpacked) are cut off and answered by `tooLarge`. */
  maxBodyBytes: number;
  tooLarge: SandboxAnswer;
  /** Reads one request; pure. */
  read(call: SandboxCall): SandboxReading;
  /** The partner's way of saying `message` with this status. */
  problem(status: number, message: string): SandboxAnswer;
};
