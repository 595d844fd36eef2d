import { z } from "zod";

const flag = z.stringbool("use 1 or 0");
const PORTS = "a port is a number from 1 to 65535";
const port = z.coerce.number(PORTS).int(PORTS).min(1, PORTS).max(65535, PORTS);
const atLeast = (characters: number) => z.string().min(characters, `use at least ${characters} characters`);
const CALLS = "use a number from 1 to 10000";
const ADDRESS = "use an address like https://junction.example.com";
// `localhost:3000` would pass for a URL whose scheme is "localhost".
const webUrl = z.url({ protocol: /^https?$/, error: ADDRESS, abort: true });
/** Pages, cookies and links are the whole host's: under a path of it, none of them would be found. */
const isOrigin = (url: string) => {
  const { origin, href } = new URL(url);
  return href === `${origin}/`;
};

const schema = z.object({
  NODE_ENV: z.string().default("development"),
  PORT: port.default(3000),
  DATABASE_URL: z.string().min(1).optional(),
  JUNCTION_SECRET: atLeast(16).optional(),
  JUNCTION_ADMIN_EMAIL: z.email("use an e-mail address").optional(),
  JUNCTION_ADMIN_PASSWORD: atLeast(8).optional(),
  JUNCTION_DEMO: flag.default(true),
  JUNCTION_ALLOW_PRIVATE_HOSTS: z.string().default(""),
  JUNCTION_DATA_DIR: z.string().default(".data"),
  JUNCTION_WRITE_KEY: atLeast(8).optional(),
  JUNCTION_API_KEY: atLeast(16).optional(),
  JUNCTION_URL: webUrl.refine(isOrigin, `${ADDRESS}, with nothing after the host`).optional(),
  JUNCTION_SANDBOX_PORT: port.optional(),
  /** Where the sandbox takes mails. */
  JUNCTION_SANDBOX_SMTP_PORT: port.optional(),
  /** The web process stands behind a proxy whose last entry of X-Forwarded-For is the caller. */
  JUNCTION_TRUST_PROXY: flag.default(false),
  /** Calls of External Trigger of one workspace that a web process works on at once. */
  JUNCTION_TRIGGER_CALLS: z.coerce.number(CALLS).int(CALLS).min(1, CALLS).max(10_000, CALLS).default(64),
  OIDC_ISSUER: webUrl.optional(),
  OIDC_CLIENT_ID: z.string().optional(),
  OIDC_CLIENT_SECRET: z.string().optional(),
});

export type Env = z.output<typeof schema> & {
  /** Base URLs that replace a partner's host: `JUNCTION_HOST_<PARTNER>_<REGION>`. */
  hosts: Record<string, string>;
};

/** Reads the settings. Throws one sentence that names the first variable that is wrong. */
export function readEnv(source: Record<string, string | undefined> = process.env): Env {
  const present = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ""));
  const result = schema.safeParse(present);
  if (!result.success) {
    const issue = result.error.issues[0];
    throw new Error(`The setting ${issue?.path.join(".")} is not valid: ${issue?.message}.`);
  }
  const hosts: Record<string, string> = {};
  for (const [name, value] of Object.entries(present)) {
    if (name.startsWith("JUNCTION_HOST_") && value) {
      if (!URL.canParse(value)) {
        throw new Error(`The setting ${name} is not valid: ${ADDRESS}.`);
      }
      hosts[name] = value.replace(/\/+$/, "");
    }
  }
  return { ...result.data, hosts };
}

let cached: Env | undefined;

/** The settings of this process, read once. Only composition roots call this; verbs get what they need in `Ctx`. */
export function env(): Env {
  cached ??= readEnv();
  return cached;
}
