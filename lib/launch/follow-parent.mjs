// Loaded into every child before its own code: when the parent dies, also by `kill -9`, the child ends as well, so that
// the next start finds its ports free. A child hands its node flags on to its own children (`next dev` does).
if (process.channel) {
  process.on("disconnect", () => {
    process.kill(process.pid, "SIGTERM");
    setTimeout(() => process.exit(1), 10_000).unref();
  });
  // Nothing is said to our own children, so the channel keeps none alive; theirs may be waiting for a word.
  if (process.env.JUNCTION_PARENT === String(process.ppid)) {
    process.channel.unref();
  }
}
