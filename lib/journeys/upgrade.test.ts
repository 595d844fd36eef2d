import { expect, it } from "vitest";
import { blankJourney } from "./blank.ts";
import { readDocument, upgraded } from "./upgrade.ts";

const steps = {
  1: (old: object) => ({ ...old, second: true }),
  2: (old: object) => ({ ...old, third: true }),
};

it("an older document is brought up step by step, and a newer one is left alone", () => {
  expect(upgraded({ version: 1 }, steps, 3)).toEqual({ version: 3, second: true, third: true });
  expect(upgraded({ version: 2 }, steps, 3)).toEqual({ version: 3, third: true });
  expect(upgraded({ version: 9 }, steps, 3)).toEqual({ version: 9 });
  expect(upgraded({ version: 0 }, steps, 3)).toEqual({ version: 0 });
  expect(upgraded("text", steps, 3)).toBe("text");
});

it("a document is read as it was written, whatever a draft holds, and what is none names the field", () => {
  const draft = {
    ...blankJourney(),
    settings: { timeout: "soon" },
    nodes: [{ id: "a", kind: "fax", name: "", settings: { number: [1] }, position: { x: 0, y: 0 } }],
  };
  expect(readDocument(draft)).toEqual(draft);
  expect(() => readDocument({ ...draft, version: 2 })).toThrow("version");
  expect(() => readDocument({ ...draft, nodes: [{ id: "A b" }] })).toThrow("nodes[0].id");
});
