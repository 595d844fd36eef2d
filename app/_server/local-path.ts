/** The path of this installation that `next` names, else home: an address elsewhere would make the sign-in page a trap. */
export function localPath(next: unknown): string {
  if (typeof next !== "string" || !next.startsWith("/")) {
    return "/";
  }
  const base = "http://here.invalid";
  const url = URL.canParse(next, base) ? new URL(next, base) : null;
  // "/.//host" is a path here, but what it resolves to ("//host") would be read as an address elsewhere.
  return url?.origin === base && !url.pathname.startsWith("//") ? `${url.pathname}${url.search}` : "/";
}
