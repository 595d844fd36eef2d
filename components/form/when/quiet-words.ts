import { campaignWhenMessages } from "@/lib/messages/campaign-when.ts";
import type { Quiet, Slot } from "../draft-parts.ts";
import { onDaysWords } from "./time-words.ts";

const words = campaignWhenMessages.quiet.meaning;

/** What has the hours, whose clocks they are on, and the workspace's zone. */
export type QuietPlace = { in: "campaign" | "journey"; clocks: "user" | "workspace"; zone: string };

const isComplete = ({ weekdays, from, to }: Slot): boolean =>
  weekdays.length > 0 && from !== "" && to !== "" && from !== to;

/** "every day from 22:00 to 08:00 the next day". */
function slotMeaning({ weekdays, from, to }: Slot): string {
  const end = to === "00:00" ? words.midnight : from > to ? words.nextDay(to) : to;
  return words.slot(onDaysWords(weekdays), from, end);
}

/** What hours in which nothing goes out mean, a sentence each; nothing while none is complete. */
export function quietMeaning({ hours, mode }: Quiet, place: QuietPlace): string[] {
  const slots = hours.filter(isComplete);
  if (slots.length === 0) {
    return [];
  }
  const overnight = slots.filter(({ from, to }) => from > to && to !== "00:00");
  return [
    words.nothing(slots.map(slotMeaning)),
    words.clocks[place.clocks](place.zone),
    ...(overnight.some(({ weekdays }) => weekdays.length < 7) ? [words.belongs] : []),
    ...(overnight.length > 0 ? [words.change] : []),
    words[place.in][mode],
  ];
}
