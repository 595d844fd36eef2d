import { createAudience } from "../audiences/verbs/create-audience.ts";
import { listMembers } from "../audiences/verbs/list-members.ts";
import { listOperations } from "../audiences/verbs/list-operations.ts";
import type { Db } from "../db/client.ts";
import { newId } from "../kernel/ids.ts";
import type { Json, JsonObject } from "../kernel/json.ts";
import { type UsersReply, usersSender } from "./send-users.ts";
import { type TestCtx, testCtx } from "./test-ctx.ts";

/** An audience in a workspace of a test's own, and the call that EventBridge would make for it. */
export async function audienceGround(db: Db, ctx?: TestCtx, name = "Carts") {
  const own = ctx ?? (await testCtx(db));
  const { audience, key } = await createAudience(own, { name, description: "", origin: "eventbridge" });
  const { id, token } = audience;
  if (!key || !token) {
    throw new Error("An audience for CleverTap has a key and a token.");
  }
  const send = usersSender(own);
  return {
    ctx: own,
    id,
    token,
    key: key.key,
    keyId: key.id,
    send,
    /** An upsert or delete of one user as EventBridge delivers it, `second` seconds after twelve. */
    call: (
      operation: string,
      identity: string | undefined,
      second = 0,
      more: CallMore = {},
    ): Promise<UsersReply> =>
      send(key.key, {
        version: "0",
        id: more.eventId ?? newId(),
        "detail-type": "clevertap.campaign.user",
        source: "aws.partner/clevertap.com/PROJ-1/default",
        time: new Date(Date.UTC(2026, 10, 23, 12, 0, second)).toISOString(),
        detail: {
          ...(identity !== undefined && { identity }),
          key_values: { storyly_token: more.token ?? token, operation, ...more.properties },
        },
      }),
    members: async () => (await listMembers(own, { id, limit: 100 })).items,
    /** Identity and properties of who is in the audience. */
    state: async (): Promise<Record<string, JsonObject>> =>
      Object.fromEntries(
        (await listMembers(own, { id, limit: 100 })).items
          .map((member) => [member.identity, member.properties] as const)
          .sort(([a], [b]) => (a < b ? -1 : 1)),
      ),
    log: async () => (await listOperations(own, { id, limit: 100 })).items,
  };
}

type CallMore = { eventId?: string; token?: string; properties?: Record<string, Json> };
