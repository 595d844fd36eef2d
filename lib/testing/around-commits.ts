import type { Db } from "../db/client.ts";

/** What a target has under a name; functions as its own. */
export function bound<Target extends object>(target: Target, name: string | symbol): unknown {
  const value: unknown = Reflect.get(target, name);
  return typeof value === "function" ? value.bind(target) : value;
}

/** The same database, where something happens before and after each commit on a connection of the pool. */
export function aroundCommits(
  db: Db,
  hooks: { before?: () => Promise<void>; after?: () => Promise<void> },
): Db {
  const pool = new Proxy(db.pool, {
    get: (target, name) =>
      name !== "connect"
        ? bound(target, name)
        : async () => {
            const client = await target.connect();
            return new Proxy(client, {
              get: (inner, key) =>
                key !== "query"
                  ? bound(inner, key)
                  : async (text: string, values?: unknown[]) => {
                      if (text !== "commit") {
                        return inner.query(text, values);
                      }
                      await hooks.before?.();
                      const result = await inner.query(text);
                      await hooks.after?.();
                      return result;
                    },
            });
          },
  });
  return { ...db, pool };
}
