import { expect, test } from "vitest";
import type { JsonObject } from "../kernel/json.ts";
import { attributesOf } from "./profile-parts.ts";

test("a name that was chosen is made of first and last name where no property says it", () => {
  const chosen = (properties: JsonObject) =>
    attributesOf(
      {
        personId: "p",
        ids: {},
        properties,
        tokens: [],
        messageId: "m",
        timestamp: "2026-01-01T00:00:00.000Z",
      },
      { which: "chosen", names: ["Name"] },
    );
  expect(chosen({ firstName: "Quentin", lastName: "Okafor" })).toEqual({ Name: "Quentin Okafor" });
  expect(chosen({ name: "Q.", firstName: "Quentin" })).toEqual({ Name: "Q." });
  expect(chosen({ plan: "gold" })).toEqual({});
});
