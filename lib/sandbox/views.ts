import { isJsonObject } from "../kernel/json.ts";
import type { ConnectedAccount } from "./connected-account.ts";
import { sandboxFaults } from "./faults.ts";
import { isSandboxHost } from "./is-sandbox-host.ts";
import type { AccountCounts, MessageRow } from "./messages-store.ts";
import { sandboxPartners } from "./partners.ts";
import type { DeliveryRow } from "./rules/deliveries-store.ts";
import type { SandboxAccountView, SandboxMessageView, SandboxRuleView } from "./schema.ts";

const nothing = { requests: 0, refused: 0, messages: 0, repeats: 0, differing: 0, dropped: 0 };

export function accountView(
  account: ConnectedAccount,
  counts: AccountCounts | undefined,
  rule: SandboxRuleView | null = null,
): SandboxAccountView {
  const { faults, lastSeenAt, ...numbers } = counts ?? { ...nothing, faults: {}, lastSeenAt: null };
  const parsed = sandboxFaults.safeParse(faults);
  return {
    id: account.id,
    partner: account.partner,
    partnerName: account.partnerName,
    nickname: account.nickname,
    last4: account.last4,
    host: account.host,
    address: account.address,
    usesSandbox: isSandboxHost(account.host, account.partner),
    keeps: sandboxPartners[account.partner]?.keeps ?? [],
    mayHaveRule: sandboxPartners[account.partner]?.hasRules ?? false,
    rule,
    faults: parsed.success ? parsed.data : {},
    faultNote: sandboxPartners[account.partner]?.faultNote ?? null,
    ...numbers,
    lastSeenAt: lastSeenAt?.toISOString() ?? null,
  };
}

function passedOnView(row: DeliveryRow): NonNullable<SandboxMessageView["passedOn"]> {
  const { tries, status, answer, nextAt } = row;
  const wasTaken = status !== null && status < 300;
  return {
    state: nextAt ? "waiting" : wasTaken ? "delivered" : "failed",
    ...{ tries, status, answer, nextAt: nextAt?.toISOString() ?? null },
  };
}

/** One kept record; `delivery` is what became of it on its way through a rule. */
export function messageView(row: MessageRow, partner: string, delivery?: DeliveryRow): SandboxMessageView {
  const body = isJsonObject(row.body) ? row.body : {};
  const glance = Object.hasOwn(sandboxPartners, partner) ? sandboxPartners[partner]?.glance(body) : undefined;
  return {
    id: row.id,
    messageId: row.messageId,
    receivedAt: row.receivedAt.toISOString(),
    ...(glance ?? { kind: "", name: "", person: "" }),
    copies: row.copies,
    differing: row.differing,
    problem: row.problem,
    passedOn: delivery ? passedOnView(delivery) : null,
  };
}
