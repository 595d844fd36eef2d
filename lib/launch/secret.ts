import { createHmac, randomBytes } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Settings } from "./settings.ts";

/** JUNCTION_SECRET when it is set, else the one in the data folder, made at the first start. */
export async function installationSecret(settings: Settings): Promise<string> {
  if (settings.JUNCTION_SECRET) {
    return settings.JUNCTION_SECRET;
  }
  const file = join(settings.dataDir, "secret");
  try {
    // `wx` fails when the file is there: an existing secret is never replaced, it would make stored keys unreadable.
    await writeFile(file, randomBytes(32).toString("base64url"), { mode: 0o600, flag: "wx" });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") {
      throw error;
    }
  }
  return (await readFile(file, "utf8")).trim();
}

/** A secret for one purpose, from which the installation's own cannot be found. */
export function derivedSecret(secret: string, purpose: string): string {
  return createHmac("sha256", secret).update(purpose).digest("base64url");
}
