import { isMainThread } from "node:worker_threads";

// Loaded into a process before its own code: when the process that started it is gone, also by `kill -9`, it ends as well,
// so that the next start finds its ports free. It asks for its parent instead of listening on a channel, because forks
// inherit this file: a channel with a listener of ours either keeps them alive or, let go, ends Next's server at once.
const parent = Number(process.env.JUNCTION_STARTED_BY ?? process.ppid);
delete process.env.JUNCTION_STARTED_BY;
if (isMainThread) {
  const watch = setInterval(() => {
    if (process.ppid !== parent) {
      clearInterval(watch);
      process.kill(process.pid, "SIGTERM");
      // Longer than an orderly end of everything takes: 15 s for the children, then PostgreSQL.
      setTimeout(() => process.exit(1), 30_000).unref();
    }
  }, 500);
  watch.unref();
}
