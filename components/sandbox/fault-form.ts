import type { SandboxFaults } from "@/lib/sandbox/faults.ts";

/** The switches as the form holds them; empty text means not set. */
export type FaultForm = {
  answer: string;
  everyNth: number | string;
  retryAfterS: number | string;
  afterKeeping: boolean;
  delayMs: number | string;
  refuseEveryNthRecord: number | string;
  forRequests: number | string;
};

export const answers: { value: string; label: string }[] = [
  { value: "", label: "As the partner would" },
  { value: "429", label: "429 Too many requests" },
  { value: "500", label: "500 Internal error" },
  { value: "503", label: "503 Not available" },
  { value: "401", label: "401 Key revoked" },
  { value: "403", label: "403 Not allowed" },
  { value: "hang_up", label: "Hang up without an answer" },
];

export function formOf(faults: SandboxFaults): FaultForm {
  return {
    answer: faults.hangUp ? "hang_up" : faults.status === undefined ? "" : String(faults.status),
    everyNth: faults.everyNth ?? 1,
    retryAfterS: faults.retryAfterS ?? 1,
    afterKeeping: faults.afterKeeping ?? false,
    delayMs: faults.delayMs ?? "",
    refuseEveryNthRecord: faults.refuseEveryNthRecord ?? "",
    forRequests: faults.forRequests ?? "",
  };
}

const numberIn = (value: number | string): number | undefined =>
  value === "" || Number(value) === 0 ? undefined : Number(value);

/** What the form says, without what has no effect. */
export function faultsOf(form: FaultForm): SandboxFaults {
  const status = ([401, 403, 429, 500, 503] as const).find((each) => String(each) === form.answer);
  const fails = form.answer !== "";
  const faults: SandboxFaults = {
    ...(status !== undefined && { status }),
    ...(form.answer === "hang_up" && { hangUp: true }),
    ...(fails && (numberIn(form.everyNth) ?? 1) > 1 && { everyNth: numberIn(form.everyNth) }),
    ...(status === 429 && { retryAfterS: Number(form.retryAfterS) || 0 }),
    ...(fails && form.afterKeeping && { afterKeeping: true }),
    ...(numberIn(form.delayMs) && { delayMs: numberIn(form.delayMs) }),
    ...(numberIn(form.refuseEveryNthRecord) && { refuseEveryNthRecord: numberIn(form.refuseEveryNthRecord) }),
  };
  const forRequests = numberIn(form.forRequests);
  return Object.keys(faults).length > 0 && forRequests ? { ...faults, forRequests } : faults;
}
