/** What stands before the first Liquid of an address. */
function literalStart(url: string): string {
  return /^.*?(?=\{\{|\{%|$)/s.exec(url)?.[0] ?? "";
}

/** Scheme and host of an address, which say where all its requests go; null where they are not plain text. */
export function originOf(url: string): string | null {
  const start = literalStart(url);
  const isWhole = start.length === url.length;
  // Behind the host something has to end it, or Liquid could go on with it.
  if (
    !/^https?:\/\/[^/?#\s\\]+(?:[/?#]|$)/i.test(start) ||
    (!isWhole && !/^https?:\/\/[^/?#]+[/?#]/i.test(start))
  ) {
    return null;
  }
  return URL.canParse(start) ? new URL(start).origin : null;
}

/** What is wrong with the address of a webhook, in words; null: nothing. */
export function urlProblem(url: string): string | null {
  if (url === "") {
    return "Fill this in";
  }
  if (!/^https?:\/\//i.test(url)) {
    return "Begin with https:// or http://";
  }
  if (originOf(url) === null) {
    return "The host is written out; Liquid may stand in the path and behind it";
  }
  const { username, password } = new URL(literalStart(url));
  return username === "" && password === ""
    ? null
    : "Leave user and password out of the address; use Basic authentication";
}

/** Parts of a path that are dots alone, of which the URL standard makes another path (also as %2e). */
export function dotParts(url: string): number {
  const [path = ""] = url.replace(/^https?:\/\/[^/?#\\]*/i, "").split(/[?#]/);
  return path.split(/[/\\]/).filter((part) => /^(?:\.|%2e){1,2}$/i.test(part)).length;
}
