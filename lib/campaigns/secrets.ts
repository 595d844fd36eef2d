import type { Ctx } from "../context.ts";
import type { Json, JsonObject } from "../kernel/json.ts";
import { isJsonObject } from "../kernel/json.ts";

const purpose = (campaignId: string, key: string) => `campaign ${campaignId} ${key}`;

/** What is kept after a change: values sealed for this campaign and key alone. null forgets one. */
export function sealedSecrets(
  ctx: Pick<Ctx, "secrets">,
  campaignId: string,
  kept: Json,
  change: Record<string, string | null>,
): JsonObject {
  const all: JsonObject = isJsonObject(kept) ? { ...kept } : {};
  for (const [key, value] of Object.entries(change)) {
    if (value === null) {
      delete all[key];
    } else {
      all[key] = ctx.secrets.seal(value, purpose(campaignId, key));
    }
  }
  return all;
}

/** The values themselves, to send with. Never log or store them. */
export function openedSecrets(
  ctx: Pick<Ctx, "secrets">,
  campaignId: string,
  kept: Json,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(isJsonObject(kept) ? kept : {}).flatMap(([key, sealed]) =>
      typeof sealed === "string" ? [[key, ctx.secrets.open(sealed, purpose(campaignId, key))]] : [],
    ),
  );
}
