import { expect, it } from "vitest";
import { z } from "zod";
import { withoutUnknown } from "./without-unknown.ts";

const strict = z.strictObject({
  of: z.array(
    z.discriminatedUnion("kind", [z.strictObject({ kind: z.literal("a"), n: z.number().default(1) })]),
  ),
  any: z.object({}).optional(),
});

it("what a schema refuses as unknown is left out wherever it stands, and nothing else", () => {
  const given = {
    of: [
      { kind: "a", x: 1 },
      { kind: "a", n: 2, y: { z: 1 } },
    ],
    more: [],
    any: { kept: true },
  };
  const known = withoutUnknown(strict, given);
  expect(known).toEqual({ of: [{ kind: "a" }, { kind: "a", n: 2 }], any: { kept: true } });
  expect(strict.safeParse(known).success).toBe(true);
  expect(given.of[0]).toEqual({ kind: "a", x: 1 });
});

it("what is wrong otherwise stays wrong", () => {
  expect(withoutUnknown(strict, { of: "no", x: 1 })).toEqual({ of: "no" });
  expect(withoutUnknown(strict, null)).toBe(null);
});
