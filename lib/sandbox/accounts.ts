import type { Db } from "../db/client.ts";
import type { Logger } from "../kernel/logger.ts";
import { type Misbehaviour, misbehaviour, type SandboxFaults, sandboxFaults } from "./faults.ts";
import { type AccountTally, addTallies, endFaults, faultyAccounts } from "./receive-store.ts";

const REREAD_MS = 1_000;
const keyOf = (partner: string, account: string) => `${partner}/${account}`;

type Faulty = { partner: string; account: string; faults: SandboxFaults; text: string; seen: number };

export type Accounts = {
  /** What this request meets; counts it against "every nth" and "for so many requests". */
  meet(
    partner: string,
    account: string,
  ): Promise<{ misbehaviour: Misbehaviour; refuseEveryNthRecord?: number }>;
  /** The faults of an account as they are; nothing is counted. */
  faultsOf(partner: string, account: string): Promise<SandboxFaults>;
  /** Notes a request and whether it was refused; written down once a second. */
  tally(partner: string, account: string, refused: boolean): void;
  /** Makes the next request read the faults anew. */
  forget(): void;
  flush(): Promise<void>;
};

/** The accounts' faults, read from the database at most once a second, and their counts of requests. */
export function accounts(db: Db, log: Logger): Accounts {
  let faulty = new Map<string, Faulty>();
  let readAt = Number.NEGATIVE_INFINITY;
  let reading: Promise<void> | null = null;
  let tallies = new Map<string, AccountTally>();
  let flushing: Promise<void> = Promise.resolve();

  async function reread(): Promise<void> {
    const next = new Map<string, Faulty>();
    for (const row of await faultyAccounts(db)) {
      const parsed = sandboxFaults.safeParse(row.faults);
      const key = keyOf(row.partner, row.account);
      const text = JSON.stringify(row.faults);
      if (parsed.success) {
        const known = faulty.get(key);
        next.set(key, {
          partner: row.partner,
          account: row.account,
          faults: parsed.data,
          text,
          seen: known?.text === text ? known.seen : 0,
        });
      }
    }
    faulty = next;
    readAt = performance.now();
  }

  async function fresh(): Promise<void> {
    if (performance.now() - readAt > REREAD_MS) {
      reading ??= reread().finally(() => {
        reading = null;
      });
      await reading;
    }
  }

  async function writeTallies(): Promise<void> {
    if (tallies.size > 0) {
      const due = [...tallies.values()];
      tallies = new Map();
      await addTallies(db, due);
    }
  }

  /** One after the other: who asks for the counts must not pass a flush that is still being written. */
  function flush(): Promise<void> {
    const before = flushing.catch(() => undefined);
    flushing = before.then(writeTallies);
    return flushing;
  }

  return {
    meet: async (partner, account) => {
      await fresh();
      const entry = faulty.get(keyOf(partner, account));
      if (!entry) {
        return { misbehaviour: misbehaviour({}, 1) };
      }
      entry.seen += 1;
      const { faults, seen } = entry;
      const ended = faults.forRequests !== undefined && seen > faults.forRequests;
      if (ended) {
        faulty.delete(keyOf(partner, account));
        endFaults(db, entry).catch((error) => log.warn({ err: error }, "could not note that faults ended"));
      }
      return {
        misbehaviour: misbehaviour(faults, seen),
        refuseEveryNthRecord: ended ? undefined : faults.refuseEveryNthRecord,
      };
    },
    faultsOf: async (partner, account) => {
      await fresh();
      return faulty.get(keyOf(partner, account))?.faults ?? {};
    },
    tally: (partner, account, refused) => {
      const key = keyOf(partner, account);
      const tally = tallies.get(key) ?? { partner, account, requests: 0, refused: 0 };
      tally.requests += 1;
      tally.refused += refused ? 1 : 0;
      tallies.set(key, tally);
    },
    forget: () => {
      readAt = Number.NEGATIVE_INFINITY;
    },
    flush,
  };
}
