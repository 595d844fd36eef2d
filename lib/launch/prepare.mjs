// Plain JavaScript without dependencies: it runs before anything is installed.
import { spawn } from "node:child_process";
import { accessSync, constants, existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { contentHash, filesBelow, hashOf, isBuilt, sourcesHash } from "./build-stamp.mjs";

/** The folder of the clone. */
export const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");

/** The process that started this one, noted before anything can have happened to it. */
export const startedBy = process.ppid;

const quietEnv = {
  ...process.env,
  NEXT_TELEMETRY_DISABLED: "1",
  CHECKPOINT_DISABLE: "1",
  // Prisma would download its engine unless told where one is; generating does not use it, so any file will do.
  PRISMA_SCHEMA_ENGINE_BINARY: process.env.PRISMA_SCHEMA_ENGINE_BINARY ?? process.execPath,
};

/** Runs what a command does; what it throws is said in one sentence, and the process ends with code 1. */
export async function orExit(work) {
  try {
    await work();
  } catch (error) {
    console.error(error.sentence ?? error);
    process.exit(1);
  }
}

function giveUp(sentence) {
  throw Object.assign(new Error(sentence), { sentence });
}

export function checkNode(version = process.versions.node, platform = process.platform) {
  if (platform === "win32") {
    giveUp("Junction runs on Linux and macOS; on Windows start it inside WSL.");
  }
  const [major, minor] = version.split(".").map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    giveUp(`Junction needs Node.js 20.19 or newer; this is ${version}.`);
  }
}

function checkWritable(what) {
  try {
    accessSync(root, constants.W_OK);
  } catch {
    giveUp(`The folder ${root} is not writable by this user, so ${what} cannot be put there.`);
  }
}

/** Runs a command in the clone; its output is shown only when it fails. */
export async function run(title, command, args, env = {}) {
  console.log(`${title} …`);
  const output = [];
  const child = spawn(command, args, {
    cwd: root,
    env: { ...quietEnv, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  child.stdout.on("data", (chunk) => output.push(chunk));
  child.stderr.on("data", (chunk) => output.push(chunk));
  const code = await new Promise((resolve) => {
    child.once("error", () => resolve(127)).once("close", resolve);
  });
  if (code !== 0) {
    giveUp(
      `${Buffer.concat(output)}\n${title} failed: ${command} ${args.join(" ")} ended with code ${code}; its output stands above.`,
    );
  }
}

const read = (path) => (existsSync(path) ? readFileSync(path, "utf8") : "");

// True when somebody installed exactly the locked versions without us.
function matchesLock(lock) {
  const installed = read(join(root, "node_modules", ".package-lock.json"));
  if (installed === "") {
    return false;
  }
  const present = JSON.parse(installed).packages;
  return Object.entries(JSON.parse(lock).packages).every(
    ([path, entry]) => path === "" || entry.optional || present[path]?.version === entry.version,
  );
}

/** Installs the npm packages where they are missing or the lock file changed. */
export async function installPackages() {
  const lock = read(join(root, "package-lock.json"));
  const stamp = join(root, "node_modules", ".junction-lock");
  if (read(stamp) === hashOf(lock)) {
    return;
  }
  checkWritable("the npm packages");
  if (!matchesLock(lock)) {
    const args = ["ci", "--ignore-scripts", "--include=dev", "--no-audit", "--no-fund"];
    const cli = process.env.npm_execpath;
    const viaNode = cli?.endsWith(".js") ?? false;
    await run("Installing packages", viaNode ? process.execPath : "npm", viaNode ? [cli, ...args] : args);
  }
  writeFileSync(stamp, hashOf(lock));
}

function schemaHash(clone) {
  return contentHash(clone, [
    ...filesBelow(clone, "prisma/schema", (path) => path.endsWith(".prisma")),
    "package-lock.json",
    "prisma.config.ts",
  ]);
}

/** Generates the database client where it is missing or the schema changed. */
export async function generateClient() {
  const target = join(root, "lib", "db", "generated");
  const stamp = join(target, ".schema");
  const hash = schemaHash(root);
  if (read(stamp) !== hash) {
    checkWritable("the database client");
    rmSync(target, { recursive: true, force: true });
    const cli = join("node_modules", "prisma", "build", "index.js");
    await run("Generating the database client", process.execPath, [cli, "generate"]);
    writeFileSync(stamp, hash);
  }
}

/** Throws where `npm run build` was not run yet, or not since the sources changed: pages of before would meet a database of after. */
export function checkBuilt(kind, clone = root) {
  const needed = [
    ["node_modules/.junction-lock", () => hashOf(read(join(clone, "package-lock.json")))],
    ["lib/db/generated/.schema", () => schemaHash(clone)],
  ];
  if (kind === "web") {
    needed.push([".next/junction-sources", () => sourcesHash(clone)]);
  }
  if (needed.some(([path]) => !existsSync(join(clone, path)))) {
    giveUp(`There is no build in ${clone} yet; run "npm run build" first.`);
  }
  if (needed.some(([path, hash]) => read(join(clone, path)) !== hash())) {
    giveUp(`The build in ${clone} is of other sources than lie there now; run "npm run build" first.`);
  }
}

/** Builds the web application where it was never built or a source changed. */
export async function buildApp() {
  const hash = sourcesHash(root);
  const stamp = join(root, ".next", "junction-sources");
  if (isBuilt({ stamp: read(stamp), hash, finished: existsSync(join(root, ".next", "BUILD_ID")) })) {
    return;
  }
  checkWritable("the build");
  rmSync(stamp, { force: true });
  const cli = join("node_modules", "next", "dist", "bin", "next");
  await run("Building the web application", process.execPath, [cli, "build"], { NODE_ENV: "production" });
  writeFileSync(stamp, hash);
}
