import { describe, expect, test } from "vitest";
import { nameFromTraits } from "../kernel/name-from-traits.ts";
import { identifiersOf, normaliseEmail, normalisePhone } from "./identify.ts";
import { traitChange } from "./traits.ts";

describe("traits", () => {
  test("later ones win and null removes, in order", () => {
    expect(traitChange([{ a: 1, b: 1 }, { a: null, c: 2 }, { b: { deep: null } }])).toMatchObject({
      set: { b: { deep: null }, c: 2 },
      unset: ["a"],
    });
  });
  test("a name is the name, or the first and the last one", () => {
    expect(nameFromTraits({ name: " Ada Lovelace " })).toBe("Ada Lovelace");
    expect(nameFromTraits({ firstName: "Ada", last_name: "Lovelace" })).toBe("Ada Lovelace");
    expect(nameFromTraits({ name: 5 })).toBeNull();
  });
});

describe("identifiers", () => {
  test("e-mails are compared in lower case, phones by their digits", () => {
    expect(normaliseEmail(" Ada@Example.COM ")).toBe("ada@example.com");
    expect(normalisePhone("+49 (170) 12-34.567")).toBe("+491701234567");
    expect(normalisePhone("0049 170 1234567")).toBe("+491701234567");
    expect(normalisePhone(491701234567)).toBe("491701234567");
  });
  test.each(["", "ada", "a@b", "@example.com", 5, null, `${"x".repeat(300)}@example.com`])(
    "%j is no e-mail",
    (value) => {
      expect(normaliseEmail(value)).toBeUndefined();
    },
  );
  test.each(["", "12", "call me", {}, "1".repeat(50)])("%j is no phone", (value) => {
    expect(normalisePhone(value)).toBeUndefined();
  });
  test("a call's come strongest first; its own traits go before those of its context", () => {
    const found = identifiersOf({
      userId: "u1",
      anonymousId: "a1",
      traits: { email: "a@example.com" },
      context: { traits: { email: "b@example.com", phone: "+491701234567" }, device: { id: "d1" } },
    });
    expect(found.map((item) => `${item.kind}:${item.value}`)).toEqual([
      "user_id:u1",
      "email:a@example.com",
      "phone:+491701234567",
      "device_id:d1",
      "anonymous_id:a1",
    ]);
  });
});
