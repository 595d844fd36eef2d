function compact(uuid: string): string {
  return uuid.replaceAll("-", "");
}

/**
 * The id under which a partner knows a record. It depends on the export and the event alone, so that a repeat after a
 * crash, a retry or a second run is recognised as the same. At most 87 characters (Segment allows 100).
 */
export function eventMessageId(exportId: string, seq: string): string {
  return eventMessageIds(exportId)(seq);
}

/** `eventMessageId` for many events of one export. */
export function eventMessageIds(exportId: string): (seq: string) => string {
  const start = `jx-${compact(exportId)}-e`;
  return (seq) => start + seq;
}

/** As for events; a profile that changed since is a new record. */
export function profileMessageId(exportId: string, personId: string, changedTx: string): string {
  return `jx-${compact(exportId)}-p${compact(personId)}-${changedTx}`;
}

/** Which record of an export an id means: the event's number or the person. Null for other texts and other exports' ids. */
export function recordOfMessageId(
  exportId: string,
  messageId: string,
): { seq: string } | { personId: string } | null {
  const parts = /^jx-([0-9a-f]{32})-(?:e(\d{1,18})|p([0-9a-f]{32})-\d{1,18})$/.exec(messageId);
  const [, ofExport, seq, person] = parts ?? [];
  if (ofExport !== compact(exportId)) {
    return null;
  }
  return seq ? { seq } : { personId: (person ?? "").replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-") };
}
