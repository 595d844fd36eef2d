/** SQLSTATE classes and codes that mean "the server or the way to it is gone": 08, 57P01-57P05. */
const states = /^(08...|57P0[1-5])$/;
const codes = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "ETIMEDOUT",
  "ENOENT",
  "P1001",
  "P1002",
  "P1017",
  "P2024",
  "P2028",
]);
const words =
  /connection terminated|server closed the connection|can't reach database|the database system is (starting up|shutting down|in recovery|not yet accepting)|terminating connection|connection (is )?(closed|ended)|not queryable|ECONNREFUSED|ECONNRESET/i;

/** The SQLSTATE of an error that Prisma's driver adapter wraps, sometimes under a code that says nothing of it. */
function stateWithin(error: Error): string {
  const meta = (error as { meta?: { driverAdapterError?: { cause?: { originalCode?: unknown } } } }).meta;
  return String(meta?.driverAdapterError?.cause?.originalCode ?? "");
}

/** True when `error`, or a cause of it, says that PostgreSQL went away: the same work may succeed in a moment. */
export function isConnectionLoss(error: unknown): boolean {
  for (let depth = 0, at = error; at instanceof Error && depth < 6; depth += 1, at = at.cause) {
    const code = "code" in at ? String(at.code) : "";
    if (states.test(code) || states.test(stateWithin(at)) || codes.has(code) || words.test(at.message)) {
      return true;
    }
    if (at instanceof AggregateError && at.errors.some(isConnectionLoss)) {
      return true;
    }
  }
  return false;
}
