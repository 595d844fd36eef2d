/** The places in the event log that ids of calls mean; of repeated ones the first. */
export function placesOf(callIds: string[]): { tx: string; seq: string }[] {
  return [...new Set(callIds)].map((id) => {
    const [tx = "", seq = ""] = id.split("-");
    return { tx, seq };
  });
}
