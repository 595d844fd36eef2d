import { expect, test } from "vitest";
import type { MemberChange } from "../../partners/connector.ts";
import { memberEncoder } from "./entry.ts";

const run = { id: "0192f1a0-7b5e-7c3d-8e4f-0123456789ab", timestamp: "2026-01-01T00:00:00.000Z" };

/** The message ids under which a change of these identities leaves. */
function messageIds(identities: string[], { change = "set" as MemberChange["change"], runId = run.id } = {}) {
  const ids: string[] = [];
  const lane = {
    encode: ({ messageId }: MemberChange) => {
      ids.push(messageId);
      return { text: "{}", bytes: 2 };
    },
  };
  const encode = memberEncoder(lane, { ...run, id: runId });
  for (const identity of identities) {
    const place = { tx: "9223372036854775807", identity };
    encode({ place, identity, change, properties: {}, known: false });
  }
  return ids;
}

// Contracts §5.2: Segment takes ids of under 100 characters, and answers 200 to the others and drops them.
test("a change's id has under 100 characters, however long the identity is, and is its own", () => {
  const long = "a.very.long.name@".padEnd(1_022, "x");
  const identities = ["u-1", "f".repeat(64), `${long}1`, `${long}2`];
  for (const change of ["set", "remove"] as const) {
    const ids = messageIds(identities, { change });
    expect(Math.max(...ids.map((id) => id.length))).toBeLessThan(100);
    expect(new Set(ids).size).toBe(identities.length);
    expect(messageIds(identities, { change })).toEqual(ids);
  }
  const [ofThisRun] = messageIds([long]);
  expect(messageIds([long], { change: "remove" })).not.toContain(ofThisRun);
  expect(messageIds([long], { runId: run.id.replace("ab", "ac") })).not.toContain(ofThisRun);
});
