import { Fault } from "../kernel/fault.ts";
import type { PartnerKit } from "../partners/kit.ts";
import type { VerificationView } from "./schema.ts";
import { secretKeys } from "./settings-schema.ts";

/** Throws `invalid` at the secrets' fields when the partner refused the settings for good. */
export function refuseUnverified(kit: PartnerKit, answer: VerificationView): void {
  if (!answer.ok && answer.retry === "never") {
    throw new Fault("invalid", answer.message, {
      problems: secretKeys(kit).map((key) => ({
        path: `values.${key}`,
        field: key,
        message: answer.message,
      })),
    });
  }
}
