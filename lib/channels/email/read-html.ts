import { type QuoteType, Tokenizer } from "htmlparser2";
import { textWriter } from "./text-writer.ts";

/** A link of a mail: what a browser would follow, and where its attribute's value stands. */
export type HtmlLink = { start: number; end: number; url: string };

export type ReadHtml = {
  /** In their order. Only of whole tags `<a>` and `<area>`, and only http and https. */
  links: HtmlLink[];
  /** Behind the tag that begins the body; 0 where there is none. */
  bodyStart: number;
  /** Before the last tag that ends it; the end of all where there is none. */
  bodyEnd: number;
  /** What it says, for those who read no HTML. */
  text: string;
};

const linkTags = new Set(["a", "area"]);
const space = /[\t\n\f\r ]/;

/** The address as browsers read it: ends trimmed, line breaks and tabs taken out (WHATWG URL). */
function urlOf(value: string): string | null {
  const url = value.trim().replace(/[\t\n\r]/g, "");
  return /^https?:\/\//i.test(url) && URL.canParse(url) ? url : null;
}

/** Where the value of an attribute begins, behind its name: past the equals sign and a quote. */
function valueStart(html: string, nameEnd: number): number {
  let at = nameEnd;
  while (html[at] !== "=" && at < html.length) {
    at += 1;
  }
  at += 1;
  while (space.test(html[at] ?? "")) {
    at += 1;
  }
  return html[at] === '"' || html[at] === "'" ? at + 1 : at;
}

/** Reads a mail once, from the beginning to its end, whatever it is; nothing of it is changed. */
export function readHtml(html: string): ReadHtml {
  const read: ReadHtml = { links: [], bodyStart: 0, bodyEnd: html.length, text: "" };
  const text = textWriter();
  let tag = "";
  let attribute = "";
  let nameEnd = 0;
  let value = "";
  let link: HtmlLink | null = null;
  const endTag = (end: number) => {
    if (link) {
      read.links.push(link);
    }
    if (tag === "body" && read.bodyStart === 0) {
      read.bodyStart = end + 1;
    }
    text.open(tag, link?.url ?? null);
    link = null;
  };
  const tokenizer = new Tokenizer(
    { xmlMode: false, decodeEntities: true },
    {
      onopentagname: (start, end) => {
        tag = html.slice(start, end).toLowerCase();
        link = null;
      },
      onattribname: (start, end) => {
        attribute = html.slice(start, end).toLowerCase();
        nameEnd = end;
        value = "";
      },
      onattribdata: (start, end) => {
        value += html.slice(start, end);
      },
      onattribentity: (codepoint) => {
        value += String.fromCodePoint(codepoint);
      },
      onattribend: (quote: QuoteType, end) => {
        // Of an attribute that stands there twice, browsers take the first.
        if (attribute === "href" && link === null && quote !== 0 && linkTags.has(tag)) {
          const url = urlOf(value);
          // The end of a quoted value is told with its quote.
          const isQuoted = quote === 2 || quote === 3;
          link =
            url === null ? null : { start: valueStart(html, nameEnd), end: isQuoted ? end - 1 : end, url };
        }
      },
      onopentagend: endTag,
      onselfclosingtag: endTag,
      onclosetag: (start, end) => {
        const name = html.slice(start, end).trim().toLowerCase();
        if (name === "body") {
          read.bodyEnd = start - 2;
        }
        text.close(name);
      },
      ontext: (start, end) => text.add(html.slice(start, end)),
      ontextentity: (codepoint) => text.add(String.fromCodePoint(codepoint)),
      oncdata: () => undefined,
      oncomment: () => undefined,
      ondeclaration: () => undefined,
      onprocessinginstruction: () => undefined,
      onend: () => undefined,
    },
  );
  tokenizer.write(html);
  tokenizer.end();
  read.bodyEnd = Math.max(read.bodyEnd, read.bodyStart);
  read.text = text.end();
  return read;
}
