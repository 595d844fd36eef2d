import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { type Prisma, PrismaClient } from "./generated/client.ts";
import { inOneWrite } from "./in-one-write.ts";

/** The pool, or one connection of it with settings of its own. */
export type Querying = Pick<pg.ClientBase, "query">;

/** What stores see. `prisma` and `sql` belong to the running transaction when there is one; `pool` never does. */
export type Db = {
  prisma: Prisma.TransactionClient;
  /** Set-based SQL with `$1` parameters through the same connection as `prisma`. */
  sql<Row>(text: string, values?: unknown[]): Promise<Row[]>;
  /** The pool itself, for hot paths that hold their own connection (ingest, cursors, COPY). */
  pool: pg.Pool;
  /**
   * A few connections that send statements without waiting for the answers to earlier ones, for hot paths whose statements
   * do not depend on each other's answers. No cursors and no COPY on these.
   */
  pipelined: pg.Pool;
  /** Runs `work` in one transaction; joins the one that is running. */
  transaction<T>(work: (db: Db) => Promise<T>): Promise<T>;
};

export type Database = Db & { close(): Promise<void> };

type Pools = Pick<Db, "pool" | "pipelined">;

function wrap(prisma: Prisma.TransactionClient, pools: Pools, transaction?: Db["transaction"]): Db {
  const db: Db = {
    prisma,
    ...pools,
    sql: <Row>(text: string, values: unknown[] = []) => prisma.$queryRawUnsafe<Row[]>(text, ...values),
    transaction: transaction ?? ((work) => work(db)),
  };
  return db;
}

/** Connections that are open to pipelined work at most: each takes the statements of many callers at once. */
const PIPELINED = 6;

function openPool(options: pg.PoolConfig): pg.Pool {
  const pool = new pg.Pool({ application_name: "junction", keepAlive: true, ...options });
  // An idle connection may break at any time (a restart of PostgreSQL); the pool replaces it, nothing else is due.
  pool.on("error", () => {});
  pool.on("connect", (connection) => connection.on("error", () => {}));
  return pool;
}

/**
 * Opens the pools of a process on `url`; `max` connections, and up to six more once something is pipelined. Close it when
 * the process ends.
 */
export function openDatabase(url: string, options: { max?: number } = {}): Database {
  const pool = openPool({ connectionString: url, max: options.max ?? 10 });
  const pipelined = openPool({ connectionString: url, max: PIPELINED, pipeline: true });
  pipelined.on("connect", (connection) => inOneWrite(connection as pg.PoolClient & pg.Client));
  const pools = { pool, pipelined };
  const client = new PrismaClient({ adapter: new PrismaPg(pool, { disposeExternalPool: false }) });
  const db = wrap(client, pools, (work) =>
    client.$transaction((tx) => work(wrap(tx, pools)), { maxWait: 10_000, timeout: 60_000 }),
  );
  return Object.assign(db, {
    close: async () => {
      await client.$disconnect();
      await Promise.all([pool.end(), pipelined.end()]);
    },
  });
}
