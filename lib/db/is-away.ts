import { Fault } from "../kernel/fault.ts";

// Codes of PostgreSQL and of sockets that mean "the database is away for the moment".
const awayCodes =
  /^(?:08\w{3}|53\w{3}|57P0[123]|25006|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN)$/;

/** True when PostgreSQL cannot be had for the moment: the caller is told to come again, nothing is wrong with the call. */
export function isAway(error: unknown): boolean {
  if (error instanceof Fault && error.code === "unavailable") {
    return true;
  }
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return (
    awayCodes.test(code) ||
    (error instanceof Error &&
      /Connection terminated|timeout exceeded when trying to connect/.test(error.message))
  );
}
