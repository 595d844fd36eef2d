function compact(uuid: string): string {
  return uuid.replaceAll("-", "");
}

/**
 * The id under which a partner knows a record. It depends on the export and the event alone, so that a repeat after a
 * crash, a retry or a second run is recognised as the same. At most 87 characters (Segment allows 100).
 */
export function eventMessageId(exportId: string, seq: string): string {
  return `jx-${compact(exportId)}-e${seq}`;
}

/** As for events; a profile that changed since is a new record. */
export function profileMessageId(exportId: string, personId: string, changedTx: string): string {
  return `jx-${compact(exportId)}-p${compact(personId)}-${changedTx}`;
}
