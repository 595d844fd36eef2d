import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { type Prisma, PrismaClient } from "./generated/client.ts";

/** The pool, or one connection of it with settings of its own. */
export type Querying = Pick<pg.ClientBase, "query">;

/** What stores see. `prisma` and `sql` belong to the running transaction when there is one; `pool` never does. */
export type Db = {
  prisma: Prisma.TransactionClient;
  /** Set-based SQL with `$1` parameters through the same connection as `prisma`. */
  sql<Row>(text: string, values?: unknown[]): Promise<Row[]>;
  /** The pool itself, for hot paths that hold their own connection (ingest, cursors, COPY). */
  pool: pg.Pool;
  /** Runs `work` in one transaction; joins the one that is running. */
  transaction<T>(work: (db: Db) => Promise<T>): Promise<T>;
};

export type Database = Db & { close(): Promise<void> };

function wrap(prisma: Prisma.TransactionClient, pool: pg.Pool, transaction?: Db["transaction"]): Db {
  const db: Db = {
    prisma,
    pool,
    sql: <Row>(text: string, values: unknown[] = []) => prisma.$queryRawUnsafe<Row[]>(text, ...values),
    transaction: transaction ?? ((work) => work(db)),
  };
  return db;
}

/** Opens the one pool of a process on `url`; `max` connections. Close it when the process ends. */
export function openDatabase(url: string, options: { max?: number } = {}): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.max ?? 10,
    application_name: "junction",
    keepAlive: true,
  });
  // An idle connection may break at any time (a restart of PostgreSQL); the pool replaces it, nothing else is due.
  pool.on("error", () => {});
  pool.on("connect", (connection) => connection.on("error", () => {}));
  const client = new PrismaClient({ adapter: new PrismaPg(pool, { disposeExternalPool: false }) });
  const db = wrap(client, pool, (work) =>
    client.$transaction((tx) => work(wrap(tx, pool)), { maxWait: 10_000, timeout: 60_000 }),
  );
  return Object.assign(db, {
    close: async () => {
      await client.$disconnect();
      await pool.end();
    },
  });
}
