import type { Ctx } from "../context.ts";
import { isAway } from "../db/is-away.ts";

const QUIET_MS = 10_000;

/**
 * Logs what an endpoint for machines failed on: one line in ten seconds, however many calls fail, because a broken database
 * must not fill the disk. Answers whether the database is away, so that the same call may be sent again.
 */
export function quietFailures(
  { clock, log }: Pick<Ctx, "clock" | "log">,
  endpoint: string,
): (error: unknown) => boolean {
  let quietUntil = 0;
  return (error) => {
    const now = clock.now().getTime();
    const away = isAway(error);
    if (now >= quietUntil) {
      quietUntil = now + QUIET_MS;
      log.error(
        { err: error },
        away ? `${endpoint}: cannot store at the moment` : `${endpoint} failed unexpectedly`,
      );
    }
    return away;
  };
}
