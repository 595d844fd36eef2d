// Loaded into every child before its own code: when the parent dies, also by `kill -9`, the child ends as well, so that
// the next start finds its ports free.
if (process.channel) {
  process.on("disconnect", () => {
    process.kill(process.pid, "SIGTERM");
    setTimeout(() => process.exit(1), 10_000).unref();
  });
  process.channel.unref();
}
