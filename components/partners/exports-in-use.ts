/** The Exports page with those that send through a connection of this nickname. */
export function exportsInUseHref(nickname: string): string {
  const query = new URLSearchParams({ q: nickname, status: "PENDING" });
  query.append("status", "RUNNING");
  return `/settings/exports?${query}`;
}
