import type { TransferCounts } from "./engine/finish-store.ts";
import type { TransferOutcome } from "./run-kinds.ts";

const count = (value: number) => value.toLocaleString("en-US");

/** What became of a run that went through to its end. */
export function transferOutcome({ set, removed, rejected }: TransferCounts): {
  outcome: TransferOutcome;
  reason: string;
} {
  const all = set + removed + rejected;
  if (rejected > 0) {
    return { outcome: "partly", reason: `${count(rejected)} of ${count(all)} refused` };
  }
  if (all === 0) {
    return { outcome: "accepted", reason: "Nothing had changed" };
  }
  const left = removed > 0 ? `, ${count(removed)} of them taken away` : "";
  return { outcome: "accepted", reason: `All ${count(all)} accepted${left}` };
}
