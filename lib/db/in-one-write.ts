import type pg from "pg";

/**
 * Lets a connection that pipelines put the statements of one turn of the event loop on the wire together: one call of the
 * system for all of them, and one waking of the server's process.
 */
export function inOneWrite(client: pg.Client): void {
  const { stream } = client.connection;
  const submit = client.query.bind(client) as (...args: unknown[]) => unknown;
  let isHeld = false;
  const release = () => {
    isHeld = false;
    stream.uncork();
  };
  client.query = ((...args: unknown[]) => {
    if (!isHeld) {
      isHeld = true;
      stream.cork();
      // Runs behind the continuations of whatever was just answered, which is where most statements come from.
      process.nextTick(release);
    }
    return submit(...args);
  }) as typeof client.query;
}
