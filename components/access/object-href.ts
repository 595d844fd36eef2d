/** Pages of the kinds of objects that have one. */
const pages: Record<string, (id: string) => string> = {
  campaign: (id) => `/campaigns/${id}`,
  connection: (id) => `/settings/partners/${id}`,
  export: (id) => `/settings/exports/${id}`,
  journey: (id) => `/journeys/${id}`,
  source: (id) => `/sources/${id}`,
};

/** The page of an object of the audit log; null for a kind without one, and for what the entry itself took away. */
export function objectHref(entry: { action: string; object: { kind: string; id: string } }): string | null {
  const staysThere = entry.object.kind === "campaign" || entry.object.kind === "journey";
  const gone = /\.(disconnected|archived|removed)$/.test(entry.action) && !staysThere;
  return gone ? null : (pages[entry.object.kind]?.(entry.object.id) ?? null);
}
