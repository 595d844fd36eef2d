import { Fault } from "../kernel/fault.ts";

/**
 * A call that is not taken: the status and the text that its sender gets (RudderStack's own words where it has some,
 * contracts §6.2), and the field that is to blame, for the debugger.
 */
export class Refusal extends Fault {
  /** Every fault would be one otherwise: see there. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return value instanceof Fault && "field" in value && "status" in value;
  }
  readonly status: number;
  readonly field: string;
  /**
   * Of a batch, whom it concerns: this call alone, or all of them, as RudderStack and Segment have it (contracts §5.3, §6.2);
   * "again": whether it is one is told by reading the body's ids as texts.
   */
  readonly concerns: "call" | "batch" | "again";

  constructor(
    status: number,
    text: string,
    field: string,
    cause?: unknown,
    concerns: Refusal["concerns"] = "call",
  ) {
    super("invalid", text, { cause, problems: [{ path: field, field, message: text }] });
    this.name = "Refusal";
    this.status = status;
    this.field = field;
    this.concerns = concerns;
  }
}

/** A refusal by a value: the text is `field: what is wrong`. */
export function wrongValue(field: string, what: string): Refusal {
  return new Refusal(400, `${field}: ${what}`, field);
}

/** RudderStack's replies, word for word; SDKs and their users know them. */
export const refusals = {
  invalidJson: (cause?: unknown) => new Refusal(400, "invalid json", "body", cause),
  emptyBody: () => new Refusal(400, "request body is nil", "body"),
  emptyBatch: () => new Refusal(400, "empty batch payload", "batch"),
  brokenOff: (cause: unknown) => new Refusal(400, "failed to read body from request", "body", cause),
  notAnEvent: (field: string) =>
    new Refusal(400, "event is not a valid rudder event", field, undefined, "batch"),
  noId: (field: string) =>
    new Refusal(400, "request neither has anonymousId nor userId", field, undefined, "batch"),
  method: () => new Refusal(400, "invalid http request method", "method"),
  noKey: () => new Refusal(401, "failed to read writekey from header", "writeKey"),
  wrongKey: () => new Refusal(401, "invalid write key", "writeKey"),
  disabled: () => new Refusal(404, "source is disabled", "writeKey"),
  tooLarge: () => new Refusal(413, "request size exceeds max limit", "body"),
};
