import { Fault } from "../kernel/fault.ts";
import { askedFields, namedHost, type PartnerKit } from "../partners/kit.ts";

/**
 * Throws `invalid` on the secrets that a connection keeps and that were not entered again, where its settings come to name
 * another host.
 */
export function refuseKeptSecrets(
  kit: PartnerKit,
  before: { settings: Record<string, string>; secrets: Record<string, unknown> },
  values: Record<string, string>,
): void {
  const from = namedHost(kit, before.settings) ?? "where it was before";
  const problems = askedFields(kit.settings, { ...before.settings, ...values })
    .filter(({ kind, key }) => kind === "secret" && before.secrets[key] && values[key] === undefined)
    .map(({ key, label }) => ({
      path: `values.${key}`,
      field: key,
      message: `Enter the ${label} again: the one that is kept was entered for ${from} and goes to no other host`,
    }));
  if (problems[0]) {
    throw new Fault("invalid", `${problems[0].path}: ${problems[0].message}`, { problems });
  }
}
