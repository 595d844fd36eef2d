import { channelKits } from "../../channels/catalog.ts";
import { JOURNEY_EVENT } from "../nodes/entry-journey/schema.ts";

/** The event of whoever a control group holds back (contracts §10.6). */
export const CONTROL_EVENT = "Journey Control Group";

const raised: ReadonlySet<string> = new Set([
  ...Object.values(channelKits).map(({ sentEvent }) => sentEvent),
  JOURNEY_EVENT,
  CONTROL_EVENT,
]);

/** Whether a journey has raised an event itself: by what it does it does not begin again, or it would never end. */
export function isOwnEvent(
  { name, properties }: { name: string; properties: Readonly<Record<string, unknown>> },
  journeyId: string,
): boolean {
  return raised.has(name) && properties["Journey id"] === journeyId;
}
