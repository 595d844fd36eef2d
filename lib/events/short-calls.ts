/** The addresses of Segment's Analytics.js in the browser: `/v1/t` for a track call (analytics-next, plugins/segmentio). */
const shortCalls = new Map([
  ["t", "track"],
  ["i", "identify"],
  ["p", "page"],
  ["s", "screen"],
  ["g", "group"],
  ["a", "alias"],
  ["b", "batch"],
]);

/** What stands after `/v1/`, written out when it is a short form. */
export function writtenOut(call: string): string {
  return shortCalls.get(call) ?? call;
}
