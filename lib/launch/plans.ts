import { fileURLToPath } from "node:url";
import { partnerKits } from "../partners/catalog.ts";
import type { PartnerRegion } from "../partners/kit.ts";
import { WEBHOOK_HOST } from "../sandbox/webhook/host.ts";
import type { ChildPlan } from "./children.ts";
import { derivedSecret } from "./secret.ts";
import type { Settings } from "./settings.ts";
import { workerFlags } from "./worker-flags.ts";

const tsx = import.meta.resolve("tsx");
const fileOf = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const nextCli = fileOf("../../node_modules/next/dist/bin/next");

export type Installation = {
  settings: Settings;
  databaseUrl: string;
  secret: string;
  sandboxPort: number;
  /** Where the sandbox takes mails. */
  mailPort: number;
  dev: boolean;
};

/** The address under which people reach this installation. */
export function publicUrl(settings: Settings): string {
  return (settings.JUNCTION_URL ?? `http://localhost:${settings.PORT}`).replace(/\/+$/, "");
}

/** What every process of an installation finds in its environment. */
export function processEnv({
  settings,
  databaseUrl,
  secret,
  sandboxPort,
  mailPort,
  dev,
}: Installation): NodeJS.ProcessEnv {
  const url = publicUrl(settings);
  return {
    ...process.env,
    NODE_ENV: dev ? "development" : "production",
    NEXT_TELEMETRY_DISABLED: "1",
    // Nothing goes by the machine's clocks. liquidjs's dates do, where these change twice a year: an hour off in other zones.
    TZ: "UTC",
    // It speaks of versions to come; the one that is locked runs here.
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
    PORT: String(settings.PORT),
    DATABASE_URL: databaseUrl,
    JUNCTION_SECRET: secret,
    JUNCTION_DATA_DIR: settings.dataDir,
    JUNCTION_URL: url,
    JUNCTION_SANDBOX_PORT: String(sandboxPort),
    JUNCTION_SANDBOX_SMTP_PORT: String(mailPort),
    ...(settings.JUNCTION_DEMO && sandboxEnv(sandboxPort, mailPort)),
    NEXTAUTH_URL: url,
    NEXTAUTH_SECRET: derivedSecret(secret, "next-auth"),
  };
}

/** Lets partners' connectors reach the sandbox, and no other private address. */
function sandboxEnv(port: number, mailPort: number): Record<string, string> {
  const baseOf = (url: string) =>
    url.startsWith("smtp:") ? `smtp://127.0.0.1:${mailPort}` : `http://127.0.0.1:${port}`;
  const allowed = process.env.JUNCTION_ALLOW_PRIVATE_HOSTS;
  const hosts = Object.values(partnerKits).flatMap((kit) =>
    kit.regions
      .filter((region) => region.onlyWhenSet)
      .flatMap(({ url, hostSetting, services = {} }: PartnerRegion) => [
        [hostSetting, `${baseOf(url)}/${kit.id}`],
        ...Object.entries(services).map(([name, service]) => [
          service.hostSetting,
          `${baseOf(service.url)}/${kit.id}/${name}`,
        ]),
      ]),
  );
  return {
    ...Object.fromEntries(hosts),
    [WEBHOOK_HOST]: `http://127.0.0.1:${port}/webhook`,
    JUNCTION_ALLOW_PRIVATE_HOSTS: [allowed, `127.0.0.1:${port}`, `127.0.0.1:${mailPort}`]
      .filter(Boolean)
      .join(","),
  };
}

/**
 * How long a connection may rest. Node's 5 s are less than a proxy in front keeps its own (nginx and AWS's ALB: 60 s), and a
 * call on a connection that ends at that moment is an error at the caller.
 */
const keepAliveMs = 65_000;

export function webPlan(installation: Installation): ChildPlan {
  const { dev, settings } = installation;
  const kept = dev ? ["dev"] : ["start", "--keepAliveTimeout", String(keepAliveMs)];
  const args = [nextCli, ...kept, "--port", String(settings.PORT)];
  return { name: "web", args, env: processEnv(installation) };
}

/** The entries of the processes that are plain TypeScript. */
export const entries = { worker: fileOf("../worker.ts"), sandbox: fileOf("../sandbox/main.ts") };

export function entryPlan(name: keyof typeof entries, installation: Installation): ChildPlan {
  const args = [...(name === "worker" ? workerFlags : []), "--import", tsx, entries[name]];
  return { name, args, env: processEnv(installation) };
}
