import fc from "fast-check";
import { expect, test } from "vitest";
import { bytesOf, wholeText } from "../partners/record-texts.ts";
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

test("a text in pieces is the same as the whole one, the memory of its pieces being used again", () => {
  const json = Buffer.from('"😀"');
  const pieces = ["é", json, "", Buffer.from("}")];
  const packed = packedTexts(1);
  packed.add("before", 6);
  packed.add(pieces, bytesOf(pieces));
  const whole = wholeText(pieces);
  json.fill(0);
  packed.add("after", 5);
  expect(whole).toBe('é"😀"}');
  expect(packed.at(1)).toBe(whole);
  expect(packed.pick([0, 1, 2]).joined().toString()).toBe(`before,${whole},after`);
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
