import { tokenHash } from "../../access/secret-box.ts";
import type { Ctx } from "../../context.ts";
import { shortMemory } from "../../kernel/short-memory.ts";
import { audienceByKeyHash, audiencesByToken, type KeyedAudience } from "../key-store.ts";

/** Whose a key is and which audience a token means, remembered for 3 seconds in this process. */
export type InboundKeys = {
  audienceOf(key: string): Promise<KeyedAudience | null>;
  /** The audience that a token selects within a workspace; null for an unknown token or another workspace's. */
  selected(workspaceId: string, token: string): Promise<string | null>;
};

export function inboundKeys(ctx: Pick<Ctx, "db" | "clock">): InboundKeys {
  // Found by its hash: what the time of the look-up tells is of no use without the key.
  const audience = shortMemory(ctx.clock, (hash) => audienceByKeyHash(ctx.db, hash, ctx.clock.now()));
  const token = shortMemory(ctx.clock, async (place) => {
    const [workspaceId = "", wanted = ""] = place.split("\n");
    const [found] = await audiencesByToken(ctx.db, workspaceId, [wanted]);
    return found?.audienceId ?? null;
  });
  return {
    audienceOf: (key) => audience(tokenHash(key)),
    selected: (workspaceId, wanted) =>
      /^[\w-]{1,200}$/.test(wanted) ? token(`${workspaceId}\n${wanted}`) : Promise.resolve(null),
  };
}

/** The key of a call: the header `x-api-key`, or the password or else the user of Basic authentication. */
export function keyOfCall(apiKey: string | null, authorization: string | null): string | null {
  if (apiKey?.trim()) {
    return apiKey.trim();
  }
  const encoded = /^Basic\s+([A-Za-z0-9+/=_-]+)\s*$/i.exec(authorization ?? "")?.[1];
  const pair = encoded === undefined ? "" : Buffer.from(encoded, "base64").toString("utf8");
  const [user = "", ...password] = pair.split(":");
  return password.join(":").trim() || user.trim() || null;
}
