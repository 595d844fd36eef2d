import { DateTime } from "luxon";

/** Why an export does not proceed, with the times of the workspace: "Segment answers 503 since 14:02, next try 14:10". */
export function waitingWords(said: string, sinceMs: number, nextMs: number, zone: string): string {
  const sameDay = nextMs - sinceMs < 12 * 3_600_000;
  const format = sameDay ? "HH:mm" : "d LLL HH:mm";
  const at = (ms: number) => DateTime.fromMillis(ms, { zone, locale: "en" }).toFormat(format);
  return `${said.replace(/\.$/, "")} since ${at(sinceMs)}, next try ${at(nextMs)}`;
}
