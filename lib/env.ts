import { z } from "zod";

const flag = z.stringbool();

const schema = z.object({
  NODE_ENV: z.string().default("development"),
  PORT: z.coerce.number().int().min(1).max(65535).default(3000),
  DATABASE_URL: z.string().min(1).optional(),
  JUNCTION_SECRET: z.string().min(16).optional(),
  JUNCTION_ADMIN_EMAIL: z.email().optional(),
  JUNCTION_ADMIN_PASSWORD: z.string().min(8).optional(),
  JUNCTION_DEMO: flag.default(true),
  JUNCTION_ALLOW_PRIVATE_HOSTS: z.string().default(""),
  JUNCTION_DATA_DIR: z.string().default(".data"),
  JUNCTION_WRITE_KEY: z.string().min(8).optional(),
  JUNCTION_API_KEY: z.string().min(16).optional(),
  JUNCTION_URL: z.url().optional(),
  JUNCTION_SANDBOX_PORT: z.coerce.number().int().min(1).max(65535).optional(),
  /** Where the sandbox takes mails. */
  JUNCTION_SANDBOX_SMTP_PORT: z.coerce.number().int().min(1).max(65535).optional(),
  /** The web process stands behind a proxy whose last entry of X-Forwarded-For is the caller. */
  JUNCTION_TRUST_PROXY: flag.default(false),
  /** Calls of External Trigger of one workspace that a web process works on at once. */
  JUNCTION_TRIGGER_CALLS: z.coerce.number().int().min(1).max(10_000).default(64),
  OIDC_ISSUER: z.url().optional(),
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
