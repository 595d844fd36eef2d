/** The path of this installation that `next` names, else home: an address elsewhere would make the sign-in page a trap. */
export function localPath(next: unknown): string {
  if (typeof next !== "string" || !next.startsWith("/")) {
    return "/";
  }
  const base = "http://here.invalid";
  const url = URL.canParse(next, base) ? new URL(next, base) : null;
  return url?.origin === base ? `${url.pathname}${url.search}` : "/";
}
