import { describe, expect, it, test } from "vitest";
import type { AudienceTarget, MemberChange } from "../connector.ts";
import { encodeMember } from "./audience-map.ts";
import { identityProblem } from "./identity-problem.ts";

const target: AudienceTarget = {
  name: "Sneaker fans",
  settings: { keyTitle: "storyly_quiz" },
  columns: ["plan"],
};
const change: MemberChange = {
  change: "set",
  identity: "cust-1001",
  properties: { plan: "gold" },
  messageId: "m-1",
  timestamp: "2026-01-01T00:00:00.000Z",
};

describe("a change of an audience becomes a profile record", () => {
  it.each([
    ["a member gets the audience's name", {}, "Sneaker fans"],
    ["who left loses the property", { change: "remove" }, { $delete: 1 }],
  ] as const)("%s", (_name, changes, value) => {
    const { text, bytes, problem } = encodeMember(target, { ...change, ...changes });
    expect(problem).toBeUndefined();
    expect(JSON.parse(text)).toEqual({
      type: "profile",
      identity: "cust-1001",
      profileData: { storyly_quiz: value },
    });
    expect(bytes).toBe(Buffer.byteLength(text));
  });

  test("names and identities with quotes, line breaks and other scripts stay what they are", () => {
    const odd = 'He said "no"\n\\ – こんにちは 😀';
    const { text, bytes } = encodeMember({ ...target, name: odd }, { ...change, identity: odd });
    expect(JSON.parse(text)).toMatchObject({ identity: odd, profileData: { storyly_quiz: odd } });
    expect(bytes).toBe(Buffer.byteLength(text));
  });
});

describe("what CleverTap would not take is kept back before it is sent", () => {
  it.each([
    ...["undefined", "null", "na", "n/a", "0", "nil", "-1", "infinity", "-infinity", "inf", "-inf"],
    ...["nan", "-nan", "empty", "xxxxxx", "none", "NULL", "N/A", "Undefined", "NaN", " None "],
  ])("the identity %s", (identity) => {
    expect(encodeMember(target, { ...change, identity }).problem?.code).toBe("invalid_identity");
  });

  it.each(["cust-1", "00", "nullify", "name", "-10", "x"])("the identity %s passes", (identity) => {
    expect(identityProblem(identity)).toBeNull();
  });

  test("an identity of 1,023 characters passes, one of 1,024 does not, an empty one neither", () => {
    expect(identityProblem("x".repeat(1_023))).toBeNull();
    expect(identityProblem("x".repeat(1_024))?.code).toBe("identity_too_long");
    expect(identityProblem("  ")?.code).toBe("no_identifier");
  });

  test("a name of 512 characters passes, a longer one can only be taken away", () => {
    const named = (length: number) => ({ ...target, name: "x".repeat(length) });
    expect(encodeMember(named(512), change).problem).toBeUndefined();
    expect(encodeMember(named(513), change).problem?.code).toBe("value_too_long");
    expect(encodeMember(named(513), { ...change, change: "remove" }).problem).toBeUndefined();
  });

  test("a Key Title that CleverTap keeps for itself", () => {
    const system = { ...target, settings: { keyTitle: "Email" } };
    expect(encodeMember(system, change).problem?.code).toBe("invalid_key");
    const kept = JSON.parse(encodeMember(system, change).text);
    expect(kept.identity).toBe("cust-1001");
  });
});
