import { type EndKind, endKinds, type RefusalReason, refusalReasons } from "../statuses.ts";

/** How somebody left, as a report names it. */
export const endWords: Record<EndKind, string> = {
  ended: "Came to an end",
  force_exit: "Force exit",
  goal: "Reached a goal",
  timeout: "Journey timeout",
  stopped: "The journey was stopped",
  removed: "Their step was removed",
  merged: "Became one with another profile",
};

/** Why somebody did not enter. */
export const refusalWords: Record<RefusalReason, { name: string; why: string }> = {
  old_event: { name: "Event too old", why: "The event was too old to begin the journey, or lay ahead." },
  not_meant: { name: "Not meant", why: "The person was not one of those whom the entry means." },
  control_group: { name: "Control group", why: "A control group holds the person back." },
  reentry: {
    name: "Was in it before",
    why: "The person was in it before and may not enter again, or not yet.",
  },
  cap: { name: "Cap reached", why: "As many people had entered as may." },
  cap_day: { name: "Cap of the day reached", why: "As many people had entered on that day as may." },
};

/** The same as a path says it. */
export const refusedWords = (reason: RefusalReason, detail = ""): string =>
  `does not enter: ${refusalWords[reason].name}${detail === "" ? "" : ` (${detail})`}`;

export const endKindOf = (text: string | null): EndKind | null =>
  endKinds.find((kind) => kind === text) ?? null;

export const refusalOf = (text: string): RefusalReason | null =>
  refusalReasons.find((reason) => reason === text) ?? null;

/** What an outcome is called that this version of Junction may not know. */
export const endName = (text: string): string => {
  const kind = endKindOf(text);
  return kind ? endWords[kind] : text;
};
export const refusalName = (text: string): string => {
  const reason = refusalOf(text);
  return reason ? refusalWords[reason].name : text;
};
