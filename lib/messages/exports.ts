import type { DataType } from "../exports/data-types.ts";
import type { Frequency } from "../exports/frequencies.ts";

const numbers = new Intl.NumberFormat("en");

/** Words of the screens of exports. Titles and banners are those of the field's own tools. */
export const exportsText = {
  title: "Exports",
  description: "Raw events and people on their way to your partners.",
  create: "Create Export",
  drawerTitle: (partner: string) => `Export to ${partner}`,
  initiated: (partner: string) => `${partner} export has initiated`,
  stopped: (partner: string) => `${partner} data export stopped`,
  updated: (name: string) => `Export to ${name} updated`,
  stop: {
    title: "Stop export?",
    confirm: "Stop",
    cancel: "Keep export",
    final:
      "A stopped export cannot be resumed. What was accepted so far stays with the partner; to send the rest, create a new export.",
  },
  empty: {
    title: "Send your data where you work with it",
    body: "An export carries raw events or people to a partner: once, on a schedule, or as they happen. Every record is accounted for.",
    viewer: "Nobody has created an export yet. Marketers and admins can.",
  },
  noMatch: { title: "No export matches", body: "Take a filter away, or reset all of them." },
  noConnection: (partner: string) => ({
    title: `${partner} is not connected yet`,
    body: `An export needs a connection to send to. Connect ${partner} in the Partner List; it takes a write key and a minute.`,
    action: "Open Partner List",
  }),
  locked: {
    connection: "An export keeps its connection. To send elsewhere, create another export.",
    profilesToEvents:
      "An export of user profiles cannot be turned into one of events. Create another export.",
    eventsToProfiles:
      "An export of events cannot be turned into one of user profiles. Create another export.",
    oneTime: "An export that repeats cannot be turned into a one-time export. Create another export.",
    liveProfiles: "User profiles are exported every 24 hours; live streaming carries events.",
    everyProfiles: "User profiles are exported every 24 hours.",
  },
  applies: {
    running: "This export is running. The change applies from the next run.",
    live: "This export streams live. The change applies within seconds.",
    pending: "The change applies from the next run.",
  },
  frequencyHelp: {
    one_time: "One export of days that you choose, up to 60 days back.",
    recurring: "Each run takes all that is new since the last one, late arrivals included, nothing twice.",
    live: "New events leave within seconds of their arrival.",
  } satisfies Record<Frequency, string>,
} as const;

/** Words of the records of a run. */
export const recordsText = {
  nothing: {
    rejected: "No record of this run was rejected",
    waiting: "Nothing waits to be sent",
    accepted: "Nothing was accepted yet",
  },
  noMatch: {
    title: "No record of this run matches",
    body: {
      rejected:
        "The whole run was searched: people by the beginning of any identifier, part of an event's name or of the reason, and whole message IDs.",
      waiting:
        "The whole run was searched: people by the beginning of any identifier, part of an event's name, and whole message IDs.",
      accepted:
        "The whole run was searched: people by the beginning of any identifier, part of an event's name, and whole message IDs.",
    },
  },
} as const;

export const triggerWords: Record<"first" | "schedule" | "live" | "retry", string> = {
  first: "first run",
  schedule: "by schedule",
  live: "live",
  retry: "retry of rejected rows",
};

/** "Selected events (3)", "Selected events" where the events are not at hand. */
export function dataTypeWords(dataType: DataType, eventNames?: readonly string[]): string {
  const words: Record<DataType, string> = {
    all_system: "All system events",
    selected: eventNames ? `Selected events (${eventNames.length})` : "Selected events",
    engagement: "Engagement events",
    all: "All events",
    profiles: "User profiles",
  };
  return words[dataType];
}

/** "one time", "every 4 h", "live" */
export function frequencyWords(frequency: Frequency, everyHours: number | null): string {
  const words: Record<Frequency, string> = {
    one_time: "one time",
    recurring: `every ${everyHours ?? 24} h`,
    live: "live",
  };
  return words[frequency];
}

/** "11,900/s, 40 s left"; null when nothing is known, or nothing moves. */
export function paceWords(ratePerS: number | null, secondsLeft: number | null): string | null {
  const parts: string[] = [];
  if (ratePerS) {
    parts.push(ratePerS >= 10 ? `${numbers.format(Math.round(ratePerS))}/s` : `${ratePerS.toFixed(1)}/s`);
  }
  if (secondsLeft !== null) {
    parts.push(`${leftWords(secondsLeft)} left`);
  }
  return parts.length > 0 ? parts.join(", ") : null;
}

function leftWords(seconds: number): string {
  if (seconds < 90) {
    return `${Math.max(1, Math.round(seconds))} s`;
  }
  const minutes = Math.round(seconds / 60);
  return minutes < 90 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** "6 s", "2 min 14 s", "340 ms" */
export function durationWords(ms: number): string {
  if (ms < 1_000) {
    return `${Math.round(ms)} ms`;
  }
  const seconds = Math.round(ms / 1_000);
  if (seconds < 60) {
    return `${seconds} s`;
  }
  const minutes = Math.floor(seconds / 60);
  return minutes < 60
    ? `${minutes} min ${seconds % 60} s`
    : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

const actionWords: Record<string, string> = {
  "export.created": "created the export",
  "export.edited": "edited the export",
  "export.stopped": "stopped the export",
  "export.retried": "sent rejected rows again",
};

/** "edited the export", for an action of the audit log. */
export function auditWords(action: string): string {
  return actionWords[action] ?? action.replace(/^export\./, "").replaceAll(/[._]/g, " ");
}

export function countOf(value: number): string {
  return numbers.format(value);
}
