import { expect, test } from "vitest";
import type { JsonObject } from "../../../kernel/json.ts";
import { mapCall } from "../map.ts";

test.each<[string, JsonObject, JsonObject, string | null]>([
  [
    "the old ID names the user, the new one becomes the identity",
    { previousId: "old", userId: "new" },
    { identity: "old", profileData: { identity: "new" } },
    "old",
  ],
  [
    "ts comes from traits",
    {
      previousId: "old",
      userId: "new",
      traits: { ts: "2026-01-01T00:00:00Z" },
      context: { traits: { ts: 5 } },
    },
    { identity: "old", ts: 1_767_225_600, profileData: { identity: "new" } },
    "old",
  ],
  [
    "else from context.traits",
    { previousId: "old", userId: "new", context: { traits: { ts: 5 } } },
    { identity: "old", ts: 5, profileData: { identity: "new" } },
    "old",
  ],
  ["no new ID", { previousId: "old", anonymousId: "a" }, { identity: "old", profileData: {} }, "old"],
  ["no old ID", { userId: "new", previousId: null }, { profileData: { identity: "new" } }, null],
  [
    "no traits come along",
    { previousId: "o", userId: "n", traits: { plan: 1 } },
    { identity: "o", profileData: { identity: "n" } },
    "o",
  ],
])("%s", (_name, call, record, user) => {
  for (const objectIdMapping of [false, true]) {
    expect(mapCall({ type: "alias", ...call }, { trackAnonymous: false, objectIdMapping })).toStrictEqual({
      records: [{ kind: "profile", record: { type: "profile", ...record }, user }],
    });
  }
});
