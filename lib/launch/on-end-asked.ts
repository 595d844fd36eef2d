import { startedBy } from "./prepare.mjs";

/** Calls `end` when the npm that started this process was killed without a chance to tell. */
export function onNpmGone(end: () => void): void {
  if (process.env.npm_lifecycle_event) {
    const watch = setInterval(() => {
      if (process.ppid !== startedBy) {
        clearInterval(watch);
        end();
      }
    }, 1_000);
    watch.unref();
  }
}

/** Calls `end` each time somebody asks this process to end: Ctrl-C, `kill`, a closed terminal, the end of its npm. */
export function onEndAsked(end: () => void): void {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, end);
  }
  onNpmGone(end);
}
