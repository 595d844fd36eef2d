// Plain JavaScript without dependencies, as all that runs before anything is installed.
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";

const folders = ["app", "components", "lib", "public", "prisma/schema"];
const settings = [
  "package-lock.json",
  "next.config.js",
  "postcss.config.cjs",
  "proxy.ts",
  "tsconfig.json",
  "instrumentation.ts",
];
// Import rules see to it that nothing of the application needs these.
const notBuilt = /\.test\.tsx?$|\.md$|^lib\/(testing|launch|db\/generated)\//;

/** Whether a change of this file, named with `/` from the clone on, asks for a new build. */
export function isBuildSource(path) {
  return (
    settings.includes(path) ||
    (folders.some((folder) => path.startsWith(`${folder}/`)) && !notBuilt.test(path))
  );
}

/** Whether the last build is of these sources: its stamp says so, and it came to its end. */
export function isBuilt({ stamp, hash, finished }) {
  return finished && stamp === hash;
}

export const hashOf = (text) => createHash("sha256").update(text).digest("hex");

/** One hash for the names and contents of files below `root`, whatever their order. */
export function contentHash(root, paths) {
  const lines = [...paths].sort().map((path) => `${path} ${hashOf(readFileSync(join(root, path)))}`);
  return hashOf(lines.join("\n"));
}

/** Every file below `start` that `accept` accepts, with `/` in its name on every system. */
export function filesBelow(root, start, accept) {
  if (!existsSync(join(root, start))) {
    return [];
  }
  return readdirSync(join(root, start), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      relative(root, join(entry.parentPath ?? entry.path, entry.name))
        .split(sep)
        .join("/"),
    )
    .filter(accept);
}

/** The hash of what would be built in the clone `root` now. */
export function sourcesHash(root) {
  const files = folders.flatMap((folder) => filesBelow(root, folder, isBuildSource));
  return contentHash(root, [...files, ...settings.filter((name) => existsSync(join(root, name)))]);
}
