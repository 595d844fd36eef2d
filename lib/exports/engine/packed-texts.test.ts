import fc from "fast-check";
import { expect, test } from "vitest";
import { packedTexts } from "./packed-texts.ts";

const some = fc.array(fc.string({ unit: "grapheme", minLength: 1 }), { minLength: 1, maxLength: 30 });

test("every text comes back as it was, and any run of them with a comma between each two", () => {
  fc.assert(
    fc.property(
      some,
      fc.nat(),
      fc.nat(),
      fc.integer({ min: 1, max: 64 }),
      (texts, from, length, firstBytes) => {
        const packed = packedTexts(firstBytes);
        packed.add("of an earlier use");
        packed.clear();
        for (const text of texts) {
          packed.add(text);
        }
        expect(texts.map((_, place) => packed.at(place))).toEqual(texts);
        const first = from % texts.length;
        const last = first + (length % (texts.length - first));
        expect(packed.joined(first, last).toString()).toBe(texts.slice(first, last + 1).join(","));
      },
    ),
  );
});

test("what is skipped takes a place and no room, wherever it stands", () => {
  const packed = packedTexts(4);
  packed.skip();
  packed.add("one");
  packed.skip();
  packed.skip();
  packed.add("two");
  packed.skip();
  expect([packed.at(1), packed.at(4)]).toEqual(["one", "two"]);
  expect(packed.joined(1, 4).toString()).toBe("one,two");
});
