import { Fault } from "../kernel/fault.ts";
import type { PartnerKit } from "../partners/kit.ts";
import type { VerificationView } from "./schema.ts";
import { secretKeys } from "./settings-schema.ts";

/** Throws `invalid` at the field at fault, else at the secrets', when the partner refused the settings for good. */
export function refuseUnverified(
  kit: PartnerKit,
  settings: Record<string, string>,
  answer: VerificationView,
): void {
  if (!answer.ok && answer.retry === "never") {
    const fields = answer.field === null ? secretKeys(kit, settings) : [answer.field];
    throw new Fault("invalid", answer.message, {
      problems: fields.map((key) => ({
        path: `values.${key}`,
        field: key,
        message: answer.message,
      })),
    });
  }
}
