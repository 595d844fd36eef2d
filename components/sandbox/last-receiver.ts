import type { SandboxAccountView } from "@/lib/sandbox/schema.ts";

type Account = Pick<SandboxAccountView, "id" | "lastSeenAt" | "usesSandbox">;

/** The account that is looked at unless another is asked for: that which received last, else one that uses the sandbox. */
export function lastReceiver<Item extends Account>(accounts: Item[]): Item | undefined {
  const rank = (account: Item): string => account.lastSeenAt ?? "";
  const [first] = [...accounts].sort(
    (a, b) => rank(b).localeCompare(rank(a)) || Number(b.usesSandbox) - Number(a.usesSandbox),
  );
  return first;
}
