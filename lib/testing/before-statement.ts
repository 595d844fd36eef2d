import type { Db } from "../db/client.ts";
import { bound } from "./around-commits.ts";

/**
 * The same database, where `happens` comes to its end before a named statement is sent for the first time on a connection
 * that pipelines, and after those were answered that were sent before it.
 */
export function beforeStatement(db: Db, name: string, happens: () => Promise<unknown>): Db {
  let isToCome = true;
  const pipelined = new Proxy(db.pipelined, {
    get: (target, key) =>
      key !== "connect"
        ? bound(target, key)
        : async () => {
            const client = await target.connect();
            const sent: Promise<unknown>[] = [];
            const query = (...given: Parameters<typeof client.query>) => {
              const answer = client.query(...given) as unknown as Promise<unknown>;
              sent.push(answer);
              return answer;
            };
            return new Proxy(client, {
              get: (inner, of) =>
                of !== "query"
                  ? bound(inner, of)
                  : (...given: Parameters<typeof client.query>) => {
                      const asked: unknown = given[0];
                      if (!isToCome || (asked as { name?: string }).name !== name) {
                        return query(...given);
                      }
                      isToCome = false;
                      return Promise.all(sent)
                        .then(happens)
                        .then(() => query(...given));
                    },
            });
          },
  });
  return { ...db, pipelined };
}
