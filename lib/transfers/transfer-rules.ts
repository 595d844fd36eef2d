import { partnerKit } from "../partners/catalog.ts";
import type { TransferFrequency } from "./frequencies.ts";

type Permission = { allowed: boolean; reason: string | null };
type State = { status: string; frequency: TransferFrequency; partner: string; busy?: boolean };

const yes: Permission = { allowed: true, reason: null };
const no = (reason: string): Permission => ({ allowed: false, reason });
const readOnly = no("Viewers change nothing.");

const over = (status: string) => status === "DONE" || status === "STOPPED";

export function mayStop({ status }: State, canWrite: boolean): Permission {
  if (!canWrite) {
    return readOnly;
  }
  return over(status) ? no("It is over; nothing leaves it any more.") : yes;
}

/** A partner that takes whole lists alone cannot be kept in step. */
export function frequencyProblem(partner: string, frequency: TransferFrequency): string | null {
  const { name, audience } = partnerKit(partner);
  return audience?.keeps === "list" && frequency === "continuous"
    ? `${name} takes whole lists only; choose once or a schedule.`
    : null;
}

export function mayEdit({ status }: State, canWrite: boolean): Permission {
  if (!canWrite) {
    return readOnly;
  }
  return over(status) ? no("It is over. Send the audience again to take it up.") : yes;
}

export function mayReconcile({ status, partner }: State, canWrite: boolean): Permission {
  if (!canWrite) {
    return readOnly;
  }
  if (partnerKit(partner).audience?.keeps === "list") {
    return no("This partner keeps whole lists; there is nothing to compare.");
  }
  return status === "STOPPED" ? no("It was stopped. Send the audience again to take it up.") : yes;
}
