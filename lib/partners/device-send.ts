import type { SendAnswer } from "./connector.ts";

/**
 * What a push service said of a message to one device. sent · dead: nobody is there any more, and the token may be retired ·
 * refused: it is not taken, for this device alone · foreign: the device
 * is another sender's; of this one alone, unless it is said of all and none took a message · again: it failed on this message, which may be sent
 * again · later, unauthorised, halted: as the verdicts of `SendAnswer`, about all messages alike (halted: refused).
 * `code`: short and stable, e.g. `fcm_unregistered`.
 */
export type DeviceAnswer = {
  outcome: "sent" | "dead" | "refused" | "foreign" | "again" | "later" | "unauthorised" | "halted";
  code: string;
  /** In words, starting with the service's name. */
  message: string;
  answer: Pick<SendAnswer, "httpStatus" | "body" | "retryAfterMs" | "costly">;
};
