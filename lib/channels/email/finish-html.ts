import { escapeHtml } from "../../kernel/escape-html.ts";
import type { HtmlLink, ReadHtml } from "./read-html.ts";

export type Finish = {
  /** Stands hidden at the beginning of the body; HTML. */
  preheader: string;
  /** The address that a link is to have; itself where it stays. */
  linkTo: ((url: string) => string) | null;
  /** Stands at the end of the body; HTML. */
  end: string;
};

/** A link as it is to be written; one that stays keeps the bytes that it has, of which `url` is what they say. */
function replaced({ start, end, url }: HtmlLink, linkTo: (url: string) => string) {
  const to = linkTo(url);
  return to === url ? [] : [{ start, end, text: escapeHtml(to) }];
}

/** The mail with its links replaced and what is added to it; all other bytes are as they were. */
export function finishHtml(html: string, read: ReadHtml, { preheader, linkTo, end }: Finish): string {
  let out = "";
  let at = 0;
  const pieces: { start: number; end: number; text: string }[] = [
    { start: read.bodyStart, end: read.bodyStart, text: preheader },
    ...(linkTo ? read.links.flatMap((link) => replaced(link, linkTo)) : []),
    { start: read.bodyEnd, end: read.bodyEnd, text: end },
  ];
  // Links may stand before the body and behind it, in what is no whole document.
  pieces.sort((a, b) => a.start - b.start);
  for (const piece of pieces) {
    // Nothing is put into a link that was replaced.
    if (piece.start >= at) {
      out += html.slice(at, piece.start) + piece.text;
      at = piece.end;
    }
  }
  return out + html.slice(at);
}
