/** The few ways in which a request can fail that its caller is expected to handle. */
export type FaultCode =
  | "unauthenticated"
  | "forbidden"
  | "not_found"
  | "invalid"
  | "conflict"
  | "precondition"
  | "limit"
  | "unavailable";

/** One thing wrong with an input: where it stands (`path`), the field's name as the user sees it, and what is wrong. */
export type Problem = { path: string; field: string; message: string };

export type FaultOptions = {
  cause?: unknown;
  problems?: Problem[];
  /** Only for faults of a partner; read at the job boundary alone. */
  retry?: "now" | "later" | "never";
  /** Seconds after which a `limit` fault may be tried again. */
  retryAfterS?: number;
  /** Objects that stand in the way, for example the exports that use a connection. */
  blockers?: { kind: string; id: string; name: string }[];
};

const brand: unique symbol = Symbol.for("junction.fault");

/**
 * An expected failure. Verbs throw nothing else on purpose; every other error is a bug, logged once with its cause
 * and shown to the caller as a request id.
 */
export class Fault extends Error {
  /** Next builds pages and routes apart, each with a copy of this class; a fault of one is a fault to the other. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return typeof value === "object" && value !== null && brand in value;
  }
  readonly [brand] = true;
  readonly code: FaultCode;
  readonly problems: Problem[];
  readonly retry: FaultOptions["retry"];
  readonly retryAfterS: number | undefined;
  readonly blockers: NonNullable<FaultOptions["blockers"]>;

  constructor(code: FaultCode, message: string, options: FaultOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = "Fault";
    this.code = code;
    this.problems = options.problems ?? [];
    this.retry = options.retry;
    this.retryAfterS = options.retryAfterS;
    this.blockers = options.blockers ?? [];
  }
}

/** The one table from a fault's code to its HTTP status (RFC 9110) and the tone of the message on screen. */
export const faultTable: Record<FaultCode, { status: number; title: string; tone: "error" | "warning" }> = {
  unauthenticated: { status: 401, title: "Not signed in", tone: "warning" },
  forbidden: { status: 403, title: "Not allowed", tone: "warning" },
  not_found: { status: 404, title: "Not found", tone: "warning" },
  invalid: { status: 422, title: "Something in the input is not right", tone: "error" },
  conflict: { status: 409, title: "Conflict", tone: "warning" },
  precondition: { status: 412, title: "Not possible now", tone: "warning" },
  limit: { status: 429, title: "Too many requests", tone: "warning" },
  unavailable: { status: 503, title: "Not available", tone: "error" },
};
