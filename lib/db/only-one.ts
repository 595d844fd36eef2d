import type pg from "pg";

/** Between two tries to become the one. */
const TRY_MS = 1_000;

/**
 * Of all processes one at a time has `key`, as long as its connection lasts. For work that is done well enough by one and
 * would only be done twice by two: it is no guarantee, since whoever lost the connection may not know it yet.
 */
export function onlyOne(pool: pg.Pool, key: string): { isMine(): Promise<boolean>; end(): void } {
  let held: pg.PoolClient | null = null;
  let triedAt = Number.NEGATIVE_INFINITY;
  let trying: Promise<void> | null = null;

  async function take(): Promise<void> {
    const client = await pool.connect();
    let broken = true;
    const lose = () => {
      if (held === client) {
        held = null;
        client.release(true);
      }
    };
    try {
      client.once("error", lose);
      client.once("end", lose);
      const { rows } = await client.query<{ mine: boolean }>(
        "select pg_try_advisory_lock(hashtextextended($1, 0)) as mine",
        [key],
      );
      broken = false;
      if (rows[0]?.mine) {
        held = client;
      }
    } finally {
      if (held !== client) {
        client.removeListener("error", lose);
        client.removeListener("end", lose);
        client.release(broken);
      }
    }
  }

  return {
    isMine: async () => {
      if (!held && performance.now() - triedAt >= TRY_MS) {
        triedAt = performance.now();
        trying ??= take().finally(() => {
          trying = null;
        });
      }
      await trying;
      return held !== null;
    },
    end: () => {
      // The lock goes with the connection.
      const client = held;
      held = null;
      client?.release(true);
    },
  };
}
