import { Parser } from "htmlparser2";
import { describe, expect, it, test } from "vitest";
import { finishHtml } from "./finish-html.ts";
import { readHtml } from "./read-html.ts";

const SIGNED = "https://junction.example/t/c/";
const linkTo = (url: string) => `${SIGNED}${Buffer.from(url).toString("base64url")}`;

function rewritten(html: string): string {
  return finishHtml(html, readHtml(html), { preheader: "", linkTo, end: "" });
}

/** The addresses that the links of a mail have, by htmlparser2's own parser. */
function hrefs(html: string): string[] {
  const found: string[] = [];
  const parser = new Parser({
    onopentag: (name, { href }) => {
      if ((name === "a" || name === "area") && href !== undefined) {
        found.push(href);
      }
    },
  });
  parser.end(html);
  return found;
}

test.each([
  ['<a href="https://x.io/a?b=1&amp;c=2">A</a>', "https://x.io/a?b=1&c=2"],
  ["<A HREF='http://x.io/'>A</A>", "http://x.io/"],
  ["<a class=b href = https://x.io/a>A</a>", "https://x.io/a"],
  ['<a\n  href="\n https://x.io/a\n"\n>A</a>', "https://x.io/a"],
  ['<map><area shape="rect" href="https://x.io/area"></map>', "https://x.io/area"],
  ['<a href="https://x.io/1" href="https://x.io/2">A</a>', "https://x.io/1"],
  ['<a title="a > b" href="&#104;ttps://x.io/">A</a>', "https://x.io/"],
])("the link of %s is replaced, and nothing else", (html, url) => {
  const [link, ...others] = readHtml(html).links;
  expect(others).toEqual([]);
  expect(link?.url).toBe(url);
  const out = rewritten(html);
  expect(hrefs(out)).toEqual([linkTo(url)]);
  expect(out.replace(linkTo(url), html.slice(link?.start, link?.end))).toBe(html);
});

test.each([
  '<a href="mailto:a@x.io">A</a><a href="tel:1">B</a><a href="#top">C</a><a href="/relative">D</a>',
  '<a href="javascript:alert(1)">A</a><a href="">B</a><a href>C</a><a name="https://x.io">D</a>',
  '<img src="https://x.io/a.png"><link href="https://x.io/a.css"><base href="https://x.io/">',
  '<!-- <a href="https://x.io/">A</a> --><style>a[href="https://x.io"]{}</style>',
  '<script>"<a href=\'https://x.io/\'>"</script><textarea><a href="https://x.io/"></textarea>',
  '<p>https://x.io/ <a href="https://x.io/',
  '<a href="https://">A</a><a href="https://x y/">B</a>',
])("nothing of %s is a link to follow", (html) => {
  expect(rewritten(html)).toBe(html);
});

test("a link that stays keeps its bytes, and one that is replaced cannot end its attribute", () => {
  const html = `<a href="https://x.io/?q=&quot;&gt;<b>&amp;c=2">A</a>`;
  const finished = (linkTo: (url: string) => string) =>
    finishHtml(html, readHtml(html), { preheader: "", linkTo, end: "" });
  expect(finished((url) => url)).toBe(html);
  expect(hrefs(finished((url) => `${url}&d=3`))).toEqual(['https://x.io/?q="><b>&c=2&d=3']);
});

test("what is added stands at the beginning and at the end of the body, wherever that is", () => {
  const more = { preheader: "[pre]", linkTo: null, end: "[end]" };
  const of = (html: string) => finishHtml(html, readHtml(html), more);
  expect(of("<html><body class='a'><p>Hi</p></body></html>")).toBe(
    "<html><body class='a'>[pre]<p>Hi</p>[end]</body></html>",
  );
  expect(of("<p>Hi</p>")).toBe("[pre]<p>Hi</p>[end]");
  expect(of("<body>a</body>b</body >c")).toBe("<body>[pre]a</body>b[end]</body >c");
  expect(of("</body><body>")).toBe("</body><body>[pre][end]");
  expect(of("<!-- </body> --><p>")).toBe("[pre]<!-- </body> --><p>[end]");
  expect(of("")).toBe("[pre][end]");
});

test.each([
  ["<p>Hello <b>Asha</b>,</p><p>your   order\n is here.</p>", "Hello Asha,\n\nyour order is here."],
  ['<p>See <a href="https://x.io/?a=1&amp;b=2">the shop</a>.</p>', "See the shop (https://x.io/?a=1&b=2)."],
  ['<a href="https://x.io/">https://x.io/</a>', "https://x.io/"],
  ['<a href="https://x.io/"><img src="a.png"></a>', "https://x.io/"],
  ["<ul><li>One</li><li>Two</li></ul><h1>More</h1>a<br>b", "- One\n- Two\n\nMore\n\na\nb"],
  ["<table><tr><td>A</td><td>1</td></tr><tr><td>B</td><td>2</td></tr></table>", "A 1\nB 2"],
  [
    "<head><title>T</title><style>p{}</style></head><body>Tom &amp; J&eacute;r&#244;me &lt;3</body>",
    "Tom & Jérôme <3",
  ],
  ["<script>alert(1)</script><style>p</style>Hi", "Hi"],
  ["", ""],
])("the text of %s", (html, text) => {
  expect(readHtml(html).text).toBe(text);
});

/** A generator of numbers that are the same at every run. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state % below;
  };
}

const scraps = [
  ...[
    "<a href=",
    '"',
    "'",
    "https://x.io/a",
    "http://é.io/?q=ü&amp;b=1",
    ">",
    "</a>",
    "<",
    "</",
    "/>",
    " ",
    "\n",
  ],
  ...[
    "<body>",
    "</body>",
    "<!--",
    "-->",
    "<style>",
    "</style>",
    "<script>",
    "</script>",
    "<![CDATA[",
    "]]>",
    "&lt",
    "&#x",
  ],
  ...[
    "<area href=",
    "href",
    "=",
    "😀",
    "\0",
    "<p",
    "<title>",
    "</title>",
    "<?php",
    "?>",
    "javascript:",
    "{{ x }}",
  ],
];

describe("mails of scraps that make no sense", () => {
  it.each(Array.from({ length: 40 }, (_, seed) => seed))("keep all bytes but those of links (%i)", (seed) => {
    const next = numbers(seed * 7_919 + 1);
    for (let round = 0; round < 50; round += 1) {
      const html = Array.from({ length: 1 + next(60) }, () => scraps[next(scraps.length)]).join("");
      const read = readHtml(html);
      const marks = new Map<string, string>();
      const marked = finishHtml(html, read, {
        preheader: "",
        end: "",
        linkTo: () => {
          const mark = `\u{f0000}${marks.size}\u{f0001}`;
          const link = read.links[marks.size];
          marks.set(mark, html.slice(link?.start, link?.end));
          return mark;
        },
      });
      expect(marks.size).toBe(read.links.length);
      expect(marked.replace(/\u{f0000}\d+\u{f0001}/gu, (mark) => marks.get(mark) ?? "")).toBe(html);
      for (const { url } of read.links) {
        expect(url).toMatch(/^https?:/i);
      }
      expect(
        hrefs(rewritten(html)).filter(
          (href) => /^\s*https?:/i.test(href) && !href.startsWith(SIGNED) && URL.canParse(href.trim()),
        ),
      ).toEqual([]);
    }
  });
});

test("a mail that goes on for ever is read in time that grows with its length", () => {
  const html = `${"<a href=".repeat(20_000)}${"<p>".repeat(20_000)}`;
  const started = performance.now();
  readHtml(html);
  expect(performance.now() - started).toBeLessThan(2_000);
});
