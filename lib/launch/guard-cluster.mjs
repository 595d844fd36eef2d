import { execFileSync, spawn } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";

// A PostgreSQL lives on when the process that started it is killed. For one that nobody needs afterwards, this file runs
// as a process beside it: `node guard-cluster.mjs <pid of the owner> <folder of the cluster> <folder to remove>`.
const self = fileURLToPath(import.meta.url);

/** Ends the cluster in `dir` and removes `folder` once this process is gone, however it ended. Call the result to let go. */
export function guardCluster(dir, folder) {
  const args = [self, String(process.pid), dir, folder];
  const guard = spawn(process.execPath, args, { stdio: "ignore", detached: true, cwd: "/" });
  guard.on("error", () => {});
  guard.unref();
  return () => guard.kill();
}

function lives(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}

const pause = () => new Promise((resolve) => setTimeout(resolve, 300));

function commandOf(pid) {
  return process.platform === "linux"
    ? readFileSync(`/proc/${pid}/cmdline`, "utf8")
    : execFileSync("ps", ["-p", String(pid), "-o", "args="], { encoding: "utf8" });
}

/** The id of the server that runs on the cluster's folder. A stale file may name an id that is another program's by now. */
function serverOf(dir) {
  try {
    const pid = Number(readFileSync(`${dir}/data/postmaster.pid`, "utf8").split("\n")[0]);
    return pid > 0 && commandOf(pid).includes(`${dir}/data`) ? pid : undefined;
  } catch {
    return undefined;
  }
}

async function guard(owner, dir, folder) {
  while (lives(owner)) {
    await pause();
  }
  const server = serverOf(dir);
  if (server) {
    // Ends the sessions and then the server.
    process.kill(server, "SIGINT");
  }
  while (server && serverOf(dir) === server) {
    await pause();
  }
  // The next owner may have begun in the meantime.
  if (!serverOf(dir)) {
    rmSync(folder, { recursive: true, force: true });
  }
}

if (process.argv[1] === self) {
  await guard(Number(process.argv[2]), process.argv[3], process.argv[4]);
}
