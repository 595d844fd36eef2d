import { openRoot } from "../root.ts";
import { startSandbox } from "./start-sandbox.ts";

const root = openRoot("sandbox", { maxConnections: 4 });
const port = root.env.JUNCTION_SANDBOX_PORT ?? root.env.PORT + 1;
const mailPort = root.env.JUNCTION_SANDBOX_SMTP_PORT ?? port + 1;

const sandbox = await startSandbox({
  ...{ db: root.db, port, mailPort, log: root.ctx.log },
  installation: { url: root.ctx.url ?? `http://localhost:${root.env.PORT}`, secrets: root.ctx.secrets },
}).catch(async (error: unknown) => {
  const taken = error instanceof Error && "code" in error && error.code === "EADDRINUSE";
  root.ctx.log.error(
    taken ? { port, mailPort } : { err: error },
    taken ? "one of the sandbox's ports is in use" : "the sandbox could not start",
  );
  await root.db.close();
  process.exit(1);
});
root.ctx.log.info({ port: sandbox.port, mailPort: sandbox.mailPort }, "sandbox started");

let ending = false;
async function end(): Promise<void> {
  if (ending) {
    return;
  }
  ending = true;
  await sandbox.stop();
  await root.db.close();
  process.exit(0);
}
process.on("SIGTERM", end);
process.on("SIGINT", end);
