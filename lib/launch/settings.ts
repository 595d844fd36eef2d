import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { type Env, readEnv } from "../env.ts";
import { allowList } from "../http/private-address.ts";
import { checkHosts, checkTogether, unheardHosts } from "./check-settings.ts";
import { Unstartable, wordsOf } from "./unstartable.ts";

/** The folder of the clone. */
export const root = fileURLToPath(new URL("../..", import.meta.url));

export type Settings = Env & { dataDir: string };

/** The settings of the environment, with the data folder as an absolute path. */
export function readSettings(source: Record<string, string | undefined> = process.env): Settings {
  try {
    const env = readEnv(source);
    // Each process reads it for itself, and would end with it, one after the other.
    allowList(env.JUNCTION_ALLOW_PRIVATE_HOSTS.split(","));
    checkHosts(env.hosts);
    // It may be of a partner that another version knows: no reason not to start.
    for (const sentence of unheardHosts(env.hosts)) {
      console.error(sentence);
    }
    checkTogether(env, ["OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET"]);
    return { ...env, dataDir: resolve(root, env.JUNCTION_DATA_DIR) };
  } catch (cause) {
    throw new Unstartable(wordsOf(cause), { cause });
  }
}

/** Where the embedded PostgreSQL of a data folder lies, and the name of Junction's database on it. */
export const embeddedDir = (settings: Settings) => `${settings.dataDir}/postgres`;
export const embeddedDatabase = "junction";
