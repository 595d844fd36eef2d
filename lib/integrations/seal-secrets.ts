import { last4 } from "../access/secret-box.ts";
import type { Ctx } from "../context.ts";
import { type SealedSecrets, secretPurpose } from "../partners/access.ts";
import type { PartnerKit } from "../partners/kit.ts";

function shownOf({ settings }: Pick<PartnerKit, "settings">, key: string, value: string): string {
  const field = settings.find((each) => each.key === key);
  return field?.kind === "secret" && field.shownBy ? field.shownBy(value) : value;
}

/** Secrets as they are kept: sealed for this connection and field alone, with what may be shown of them. */
export function sealSecrets(
  ctx: Pick<Ctx, "secrets">,
  kit: Pick<PartnerKit, "settings">,
  connectionId: string,
  secrets: Record<string, string>,
): SealedSecrets {
  return Object.fromEntries(
    Object.entries(secrets).map(([field, value]) => [
      field,
      {
        sealed: ctx.secrets.seal(value, secretPurpose(connectionId, field)),
        last4: last4(shownOf(kit, field, value)),
      },
    ]),
  );
}
