import { execFile } from "node:child_process";
import { chown } from "node:fs/promises";
import { promisify } from "node:util";

const run = promisify(execFile);

/**
 * Who runs PostgreSQL, which refuses to run as root: ourselves, or as root the user `postgres`, made when missing.
 * `prefix` goes before a command line, `spawn` into the options of the process.
 */
export type PostgresAccount = {
  prefix: string[];
  spawn: { uid?: number; gid?: number };
  own(path: string): Promise<void>;
};

async function idsOf(user: string): Promise<{ uid: number; gid: number } | null> {
  try {
    const [uid, gid] = await Promise.all([run("id", ["-u", user]), run("id", ["-g", user])]);
    return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  } catch {
    return null;
  }
}

async function postgresUser(): Promise<{ uid: number; gid: number }> {
  const present = await idsOf("postgres");
  if (present) {
    return present;
  }
  const attempts: [string, string[]][] = [
    ["useradd", ["--system", "--user-group", "--no-create-home", "--shell", "/bin/false", "postgres"]],
    ["adduser", ["-S", "-D", "-H", "postgres"]],
  ];
  for (const [command, args] of attempts) {
    // A command that is missing or refuses leaves no user; the next one is tried.
    await run(command, args).catch(() => undefined);
    const made = await idsOf("postgres");
    if (made) {
      return made;
    }
  }
  throw new Error(
    "PostgreSQL does not run as root and no user postgres could be made; start Junction as an ordinary user.",
  );
}

/** Finds the account. `paths` are what it must reach; folders that only root may enter need one capability for it. */
export async function postgresAccount(paths: string[]): Promise<PostgresAccount> {
  if (process.getuid?.() !== 0) {
    return { prefix: [], spawn: {}, own: async () => {} };
  }
  const { uid, gid } = await postgresUser();
  const own = (path: string) => chown(path, uid, gid);
  const reaches = (prefix: string[], ids: { uid?: number; gid?: number }) => {
    const [command = "", ...args] = [...prefix, "ls", "-d", ...paths.map((path) => `${path}/.`)];
    return run(command, args, ids).then(
      () => true,
      () => false,
    );
  };
  if (await reaches([], { uid, gid })) {
    return { prefix: [], spawn: { uid, gid }, own };
  }
  // For example a clone in /root. The capability only lets the server pass through such folders.
  const prefix = ["setpriv", `--reuid=${uid}`, `--regid=${gid}`, "--clear-groups"];
  prefix.push("--inh-caps=+dac_override", "--ambient-caps=+dac_override");
  if (await reaches(prefix, {})) {
    return { prefix, spawn: {}, own };
  }
  throw new Error(
    `The user postgres, as whom PostgreSQL runs under root, cannot reach ${paths.join(" and ")}; move Junction to another folder or set DATABASE_URL.`,
  );
}
