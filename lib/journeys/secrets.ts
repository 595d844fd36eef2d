import { leadsSecretsAway } from "../channels/kit.ts";
import type { Ctx } from "../context.ts";
import { isJsonObject, type Json, type JsonObject } from "../kernel/json.ts";
import type { JourneyDraft } from "./document.ts";
import { nodeOf } from "./graph.ts";
import { kindOf } from "./nodes/catalog.ts";

const purpose = (journeyId: string, node: string, key: string) => `journey ${journeyId} ${node} ${key}`;

/** What is kept after a change: values sealed for this journey, node and key alone. null forgets one. */
export function sealedSecrets(
  ctx: Pick<Ctx, "secrets">,
  journeyId: string,
  kept: Json,
  change: Record<string, Record<string, string | null>>,
): JsonObject {
  const all: JsonObject = isJsonObject(kept) ? structuredClone(kept) : {};
  for (const [node, values] of Object.entries(change)) {
    const own: JsonObject = isJsonObject(all[node]) ? all[node] : {};
    for (const [key, value] of Object.entries(values)) {
      if (value === null) {
        delete own[key];
      } else {
        own[key] = ctx.secrets.seal(value, purpose(journeyId, node, key));
      }
    }
    all[node] = own;
  }
  return all;
}

/** The values of one node, to send with. Never log or store them. */
export function openedSecrets(
  ctx: Pick<Ctx, "secrets">,
  of: { journeyId: string; node: string },
  kept: Json,
): Record<string, string> {
  const own = isJsonObject(kept) && isJsonObject(kept[of.node]) ? kept[of.node] : {};
  return Object.fromEntries(
    Object.entries(own as JsonObject).flatMap(([key, sealed]) =>
      typeof sealed === "string"
        ? [[key, ctx.secrets.open(sealed, purpose(of.journeyId, of.node, key))]]
        : [],
    ),
  );
}

/** The keys that are kept of each node that has some. */
export function secretKeys(kept: Json): Record<string, string[]> {
  return Object.fromEntries(
    Object.entries(isJsonObject(kept) ? kept : {}).flatMap(([node, own]) =>
      isJsonObject(own) && Object.keys(own).length > 0 ? [[node, Object.keys(own)]] : [],
    ),
  );
}

/**
 * What a changed draft leads away from the host that it was entered for, by node: to be forgotten, also that of nodes that are
 * gone, which could come back under their ids with another address.
 */
export function secretsLedAway(
  kept: Json,
  before: JourneyDraft,
  after: JourneyDraft,
): Record<string, Record<string, null>> {
  const away = Object.entries(secretKeys(kept)).filter(([id]) => {
    const was = nodeOf(before, id);
    const is = nodeOf(after, id);
    const kit = was && kindOf(was.kind)?.channel;
    const content = is?.kind === was?.kind ? is?.settings.content : undefined;
    return kit && leadsSecretsAway(kit, was.settings.content, content);
  });
  return Object.fromEntries(
    away.map(([id, keys]) => [id, Object.fromEntries(keys.map((key) => [key, null]))]),
  );
}
