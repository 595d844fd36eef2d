import { describe, expect, it } from "vitest";
import { initialsOf, isAnonymous, personName } from "./person-names.ts";

const nobody = { name: null, userId: null, email: null, phone: null, anonymousId: null, deviceId: null };

describe("personName", () => {
  it("prefers the name, then what a reader recognises, then ids", () => {
    expect(personName({ ...nobody, name: "Ada L", email: "a@b.co", userId: "u1" })).toBe("Ada L");
    expect(personName({ ...nobody, email: "a@b.co", userId: "u1" })).toBe("a@b.co");
    expect(personName({ ...nobody, anonymousId: "x-1" })).toBe("x-1");
    expect(personName(nobody)).toBe("Unknown person");
  });
});

describe("initialsOf", () => {
  it.each([
    ["Ada Lovelace", "AL"],
    ["Ada King Lovelace", "AL"],
    ["Ada", "A"],
    ["çelik öz", "ÇÖ"],
  ])("takes first and last of a name: %s", (name, initials) => {
    expect(initialsOf({ ...nobody, name })).toBe(initials);
  });

  it("takes them from an address without a name, never from an id", () => {
    expect(initialsOf({ ...nobody, email: "ada.lovelace@example.com" })).toBe("AL");
    expect(initialsOf({ ...nobody, userId: "cust-1001" })).toBe("");
  });
});

it("a person with only device and anonymous ids is anonymous", () => {
  expect(isAnonymous({ ...nobody, anonymousId: "x", deviceId: "y" })).toBe(true);
  expect(isAnonymous({ ...nobody, phone: "+31" })).toBe(false);
});
