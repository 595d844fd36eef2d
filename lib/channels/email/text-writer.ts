/** What is not read: it is not shown. */
const silent = new Set(["head", "script", "style", "title", "template", "noscript", "svg"]);
/** Begin on a line of their own. */
const lines = new Set([
  "div",
  "tr",
  "table",
  "section",
  "article",
  "header",
  "footer",
  "li",
  "dt",
  "dd",
  "ul",
  "ol",
]);
/** Stand apart from what is around them. */
const paragraphs = new Set(["p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "hr"]);

export type TextWriter = {
  open(tag: string, link: string | null): void;
  close(tag: string): void;
  add(text: string): void;
  end(): string;
};

/** Makes a plain text of what a reader of HTML comes across: lines as they are shown, links behind their words. */
export function textWriter(): TextWriter {
  let out = "";
  let waiting = "";
  let silence: string | null = null;
  let link: { url: string; from: number } | null = null;
  const breaks = (count: number) => {
    const known = waiting.split("\n").length - 1;
    waiting = out === "" ? "" : "\n".repeat(Math.max(count, known));
  };
  const block = (tag: string) => {
    if (paragraphs.has(tag)) {
      breaks(2);
    } else if (lines.has(tag)) {
      breaks(1);
    }
  };
  const endLink = () => {
    if (link) {
      const label = out.slice(link.from).trim();
      const { url } = link;
      link = null;
      if (label === "") {
        write(url);
      } else if (label !== url) {
        out += ` (${url})`;
      }
    }
  };
  function write(text: string): void {
    out += waiting + text;
    waiting = "";
  }
  return {
    open: (tag, url) => {
      if (silence !== null) {
        return;
      }
      if (silent.has(tag)) {
        silence = tag;
        return;
      }
      if (tag === "br") {
        waiting = out === "" ? "" : `${waiting.replace(/ /g, "")}\n`;
      } else if (tag === "td" || tag === "th") {
        waiting ||= out === "" ? "" : " ";
      }
      block(tag);
      if (tag === "li") {
        write("- ");
      }
      if (url !== null) {
        endLink();
        link = { url, from: out.length };
      }
    },
    close: (tag) => {
      if (silence !== null) {
        silence = tag === silence ? null : silence;
        return;
      }
      if (tag === "a") {
        endLink();
      }
      block(tag);
    },
    add: (text) => {
      if (silence !== null) {
        return;
      }
      const words = text.replace(/[\s\u00a0]+/g, " ");
      if (words === " ") {
        waiting ||= out === "" ? "" : " ";
        return;
      }
      if (words.startsWith(" ") && out !== "") {
        waiting ||= " ";
      }
      write(words.trim());
      waiting = words.endsWith(" ") ? " " : "";
    },
    end: () => {
      endLink();
      return out.trim();
    },
  };
}
