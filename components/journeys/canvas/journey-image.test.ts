import { describe, expect, it } from "vitest";
import { type ImageParts, journeyImage, linesOf } from "./journey-image.ts";

const widthOf = (text: string) => text.length * 7;
const box = (x: number, y: number, width = 220, height = 80) => ({ x, y, width, height });

const parts: ImageParts = {
  title: "Carts & <Stories>",
  nodes: [
    {
      ...{ ...box(100, 0), id: "in", title: "Registered", words: "Begins when somebody does Registered" },
      ...{ group: "entry", exits: [{ ...box(180, 69, 60, 22), id: "yes", label: "Yes" }] },
    },
    { ...box(100, 200), id: "end", title: "Force exit", words: "Leaves", group: "control", exits: [] },
  ],
  links: [
    { from: "in", exit: "yes", to: "end", label: "waits 1 day" },
    { from: "in", exit: "gone", to: "end", label: "" },
  ],
  notes: [{ ...box(400, 0, 160, 60), text: "Ask Legal\nfirst" }],
};

describe("the image of a journey", () => {
  const svg = journeyImage(parts, widthOf);
  const texts = [...svg.matchAll(/<text [^>]*>([^<]*)<\/text>/g)].map(([, text]) => text);

  it("says what each node is and does, its exits, waits and notes", () => {
    expect(texts).toEqual([
      ...["Carts &amp; &lt;Stories&gt;", "Ask Legal", "first", "waits 1 day", "Registered"],
      ...["Begins when somebody does", "Registered", "Yes", "Force exit", "Leaves"],
    ]);
    expect(svg).toContain("<title>Carts &amp; &lt;Stories&gt;</title>");
  });

  it("is as wide as it was measured in whatever font it is read", () => {
    expect(svg).toMatch(/textLength="70" [^>]*>Registered</);
  });

  it("holds all of it, with a line from the exit to the node that it leads to, and none from an exit that is gone", () => {
    expect(svg).toMatch(/viewBox="68 -76 524 388"/);
    const paths = [...svg.matchAll(/<path d="([^"]+)" fill="none" stroke="[^"]+" stroke-width/g)].map(
      ([, d]) => d,
    );
    expect(paths).toHaveLength(1);
    expect(paths[0]).toMatch(/^M210[, ]91/);
    expect(paths[0]).toMatch(/210[, ]200$/);
  });

  it("is one well-formed element, also of a journey that holds nothing", () => {
    for (const each of [svg, journeyImage({ ...parts, nodes: [], links: [], notes: [] }, widthOf)]) {
      const open: string[] = [];
      for (const [, closing, name, self] of each.matchAll(/<(\/?)([a-z]+)[^>]*?(\/?)>/gi)) {
        if (closing) {
          expect(open.pop()).toBe(name);
        } else if (!self && name) {
          open.push(name);
        }
      }
      expect(open).toEqual([]);
      expect(each).not.toMatch(/NaN|Infinity|undefined/);
    }
  });
});

describe("lines of a text", () => {
  const lines = (text: string, width: number, most = 3) => linesOf(text, width, most, widthOf);

  it.each([
    ["one two three", 56, ["one two", "three"]],
    ["one  two", 700, ["one two"]],
    ["", 70, []],
    ["a b c d e f g h", 21, ["a b", "c d", "e…"]],
    ["incomprehensibility", 70, ["incompreh…"]],
  ])("%j in %i pixels", (text, width, expected) => {
    expect(lines(text, width)).toEqual(expected);
  });
});
