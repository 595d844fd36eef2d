import { createHmac, randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { link, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Settings } from "./settings.ts";

/** JUNCTION_SECRET when it is set, else the one in the data folder, made at the first start. */
export async function installationSecret(
  settings: Pick<Settings, "JUNCTION_SECRET" | "dataDir">,
): Promise<string> {
  if (settings.JUNCTION_SECRET) {
    return settings.JUNCTION_SECRET;
  }
  const file = join(settings.dataDir, "secret");
  const fresh = join(settings.dataDir, `.secret-${process.pid}-${randomBytes(4).toString("hex")}`);
  if (!existsSync(file)) {
    // Linked into place: of several processes one wins, none reads half a file, and an existing secret is never replaced,
    // which would make the stored keys unreadable.
    await writeFile(fresh, randomBytes(32).toString("base64url"), { mode: 0o600 });
    await link(fresh, file).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== "EEXIST") {
        throw error;
      }
    });
    await rm(fresh);
  }
  return (await readFile(file, "utf8")).trim();
}

/** A secret for one purpose, from which the installation's own cannot be found. */
export function derivedSecret(secret: string, purpose: string): string {
  return createHmac("sha256", secret).update(purpose).digest("base64url");
}
