import { z } from "zod";

const serviceAccount = z.object({
  type: z.literal("service_account"),
  project_id: z.string().regex(/^[\w.:-]{1,100}$/),
  private_key_id: z.string().max(200).default(""),
  private_key: z.string().regex(/-----BEGIN (RSA )?PRIVATE KEY-----[\s\S]+-----END (RSA )?PRIVATE KEY-----/),
  client_email: z.string().regex(/^[^\s@]+@[^\s@]+$/),
});
export type ServiceAccount = z.output<typeof serviceAccount>;

const missing: Record<string, string> = {
  type: '"type" is not "service_account"',
  project_id: '"project_id" is missing',
  private_key: '"private_key" is missing or no private key',
  client_email: '"client_email" is missing',
};

type Read = { account: ServiceAccount; problem?: undefined } | { problem: string; account?: undefined };

/** The key file of a service account as Google gives it; or in words what it is instead. Safe for the browser. */
export function readServiceAccount(text: string): Read {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { problem: "This is no JSON. Paste the whole key file, from its first { to its last }." };
  }
  const parsed = serviceAccount.safeParse(value);
  if (parsed.success) {
    return { account: parsed.data };
  }
  if (typeof value === "object" && value !== null && ("project_info" in value || "installed" in value)) {
    const problem =
      "This is not a service account's key. Firebase gives it under Project settings > Service accounts.";
    return { problem };
  }
  const fields = [...new Set(parsed.error.issues.map(({ path }) => String(path[0] ?? "")))];
  const words = fields.map((field) => missing[field]).filter((each) => each !== undefined);
  const what = words.length > 0 ? words.join(", ") : "it is no JSON object";
  return { problem: `This is not a service account's key: ${what}.` };
}
