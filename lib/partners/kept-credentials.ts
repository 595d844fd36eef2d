/** A request that begins with credentials must also end with them, on a machine whose clock is a little off. */
const MARGIN_MS = 300_000;
const MAX_KEPT = 500;

/** What was asked for, and when it ends, in milliseconds since 1970; null: it is not to be kept, as a failure. */
export type Asked<Answer> = { answer: Answer; endsMs: number | null };
type Kept<Answer> = { answer: Promise<Answer>; untilMs: number };

/**
 * Credentials that somebody gives for a while, kept in this process alone until five minutes before they end, by a name
 * that holds no secret. Who asks while some are on their way shares the answer; a failure is not kept.
 */
export function keptCredentials<Answer>(): {
  /** `fresh`: asked for anew. */
  get(
    name: string,
    ask: () => Promise<Asked<Answer>>,
    options: { fresh: boolean; nowMs: number },
  ): Promise<Answer>;
  /** Has them asked for anew the next time. */
  forget(name: string): void;
} {
  const kept = new Map<string, Kept<Answer>>();
  return {
    get: async (name, ask, { fresh, nowMs }) => {
      const found = kept.get(name);
      if (found && !fresh && nowMs < found.untilMs) {
        return found.answer;
      }
      const asked = ask();
      const shared = asked.then(({ answer }) => answer);
      // Whoever shares it sees the failure; alone, it is thrown below.
      shared.catch(() => {});
      const entry: Kept<Answer> = { answer: shared, untilMs: Number.POSITIVE_INFINITY };
      kept.delete(name);
      kept.set(name, entry);
      const [oldest] = kept.keys();
      if (kept.size > MAX_KEPT && oldest !== undefined) {
        kept.delete(oldest);
      }
      const forget = () => kept.get(name) === entry && kept.delete(name);
      try {
        const { answer, endsMs } = await asked;
        if (endsMs === null) {
          forget();
        } else {
          entry.untilMs = endsMs - MARGIN_MS;
        }
        return answer;
      } catch (error) {
        forget();
        throw error;
      }
    },
    forget: (name) => {
      kept.delete(name);
    },
  };
}
