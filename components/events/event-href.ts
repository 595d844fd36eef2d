/** The page of one name of the catalogue; names may hold any character. */
export function eventHref(type: string, name: string): string {
  return `/events/${encodeURIComponent(type)}/${encodeURIComponent(name)}`;
}
