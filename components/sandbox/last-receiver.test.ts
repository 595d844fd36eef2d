import { expect, test } from "vitest";
import { lastReceiver } from "./last-receiver.ts";

const account = (id: string, lastSeenAt: string | null, usesSandbox = true) => ({
  id,
  lastSeenAt,
  usesSandbox,
});

test.each([
  [[], undefined],
  [[account("never", null), account("once", "2026-11-23T10:00:00.000Z")], "once"],
  [[account("then", "2026-11-22T23:00:00.000Z"), account("lately", "2026-11-23T10:00:00.000Z")], "lately"],
  [[account("real", null, false), account("pretended", null)], "pretended"],
  [[account("real", null, false)], "real"],
])("of %j the sandbox shows %s", (accounts, id) => {
  expect(lastReceiver(accounts)?.id).toBe(id);
});
