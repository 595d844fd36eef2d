import fc from "fast-check";
import { expect, test } from "vitest";
import { packedTexts } from "./packed-texts.ts";

const some = fc.array(fc.string({ unit: "grapheme", minLength: 1 }), { minLength: 1, maxLength: 30 });

test("every text comes back as it was, and any choice of them with a comma between each two", () => {
  fc.assert(
    fc.property(
      some,
      fc.func(fc.boolean()),
      fc.integer({ min: 1, max: 64 }),
      (texts, isPicked, firstBytes) => {
        const packed = packedTexts(firstBytes);
        packed.add("of an earlier use", Buffer.byteLength("of an earlier use"));
        packed.clear();
        for (const text of texts) {
          packed.add(text, Buffer.byteLength(text));
        }
        expect(texts.map((_, place) => packed.at(place))).toEqual(texts);
        const places = texts.flatMap((_, place) => (isPicked(place) ? [place] : []));
        const picked = packed.pick(places);
        const wanted = places.map((place) => texts[place] ?? "");
        expect(picked.joined().toString()).toBe(wanted.join(","));
        expect(Array.from({ length: picked.count }, (_, index) => picked.at(index))).toEqual(wanted);
      },
    ),
  );
});

test("what is skipped takes a place and no room, wherever it stands", () => {
  const packed = packedTexts(4);
  packed.skip();
  packed.add("one", Buffer.byteLength("one"));
  packed.skip();
  packed.skip();
  packed.add("two", Buffer.byteLength("two"));
  packed.skip();
  expect([packed.at(1), packed.at(4)]).toEqual(["one", "two"]);
  expect(packed.pick([1, 4]).joined().toString()).toBe("one,two");
  expect(packed.pick([]).joined().toString()).toBe("");
});
