import type { StageName } from "./destinations.ts";

/** Words of the page of one destination. */
export const destinationPageText = {
  tabs: {
    pipeline: "Pipeline",
    shelf: "Shelf",
    replays: "Replays",
    settings: "Settings",
    history: "History",
  },
  device: {
    text: "The partner's own SDK in the app sends by itself, so nothing of it is counted here.",
    setUp: "Open the set-up",
  },
  off: "It is off: calls that come meanwhile are kept and not sent.",
  pipeline: {
    window: "Time shown",
    stages: "Stages of the pipeline",
    warned: (count: string) => `${count} warned`,
    chart: (delivered: string, refused: string, filtered: string) =>
      `Calls decided over time: ${delivered} delivered, ${refused} refused, ${filtered} filtered`,
    choose: "Choose a stage to see its reasons and its newest calls.",
    noReasons: "No reason is noted in this time.",
    close: "Close the stage",
    look: (name: string) => `What came, was sent and was answered: ${name}`,
    why: {
      received: "",
      filtered: "Why calls were filtered",
      waiting: "",
      retried: "Why requests were sent again",
      refused: "Why calls were refused",
      delivered: "",
      warned: "What the partner drops",
    } satisfies Record<StageName, string>,
  },
  exchange: {
    title: (name: string) => `Call: ${name}`,
    untitled: "Call",
    severity: { drop: "Dropped", refuse: "Refused", warn: "Noticed" },
    attempts: (count: number) => (count === 1 ? "1 try" : `${count} tries`),
    replayed: "Sent again by a replay or from the shelf",
    willBeSent: "What will be sent",
    notYet: "Nothing was answered yet.",
    copyCame: "the call as it came",
    copySent: "what was sent",
    copyAnswer: "the answer",
  },
  shelf: {
    search: "Search the shelf",
    reason: "Reason",
    name: "Event",
    anyReason: "Any reason",
    anyName: "Any event",
    state: "Which refused calls",
    table: "Refused calls",
    reset: "Reset the filter",
    noMatchText: "Take a condition away, or reset all of them.",
    none: { retried: "None was sent again", discarded: "None was discarded" },
    matching: (count: string) => `${count} on this list`,
    chosen: (count: string) => `${count} chosen`,
    retryTitle: (count: string) => `Send ${count} again?`,
    retryText:
      "They leave at once, mapped as the settings of now map them. What is refused again comes back here.",
    more: "Load more calls",
    chooseAll: "Choose all calls shown",
    choose: (name: string) => `Choose ${name}`,
    discardedBy: (name: string) => `Discarded by ${name}`,
    retriedIn: "Sent again",
  },
  replays: {
    table: "Replays",
    off: "Turn the destination on first: nothing leaves while it is off.",
    days: "Days",
    daysHelp: "First and last day on which the calls were received, in the workspace's time zone.",
    fromTime: "From (time)",
    toTime: "Until (time)",
    names: "Events and kinds of calls",
    namesHelp: "Only these; any when none is chosen.",
    people: "People",
    peopleHelp: "User IDs, anonymous IDs or e-mail addresses; anyone when none is given.",
    preview: "Preview",
    waitingForChoice: "Choose a period, events or people to see which calls would be sent again.",
    count: (count: string) => `${count} would be sent again`,
    between: "received between",
    and: "and",
    none: "No call of this source fits; there is nothing to send.",
    samples: "Some of them",
    everything: "any call",
    columns: { what: "What", status: "Status", result: "Result", by: "Started by", at: "Started" },
    ofExpected: (read: string, expected: string) => `${read} of ${expected} looked at`,
    progress: (what: string) => `Progress of ${what}`,
  },
  settings: {
    edit: "Edit destination",
    actions: "More actions",
    calls: { all: "All calls", allow: "Only", deny: "All but" },
    on: "On",
    off: "Off",
  },
  fates: {
    warned: "a part is dropped",
    exchange: "What was sent and answered",
    exchangeAt: (name: string) => `What was sent and answered at ${name}`,
  },
  history: {
    label: "History of this destination",
    none: "Whoever changes this destination, sends calls again or discards them is noted here.",
  },
};

const actionWords: Record<string, string> = {
  "destination.created": "added the destination",
  "destination.changed": "changed the destination",
  "destination.halted": "had to halt it",
  "destination.resumed": "asked it to try again",
  "destination.refused_sent_again": "sent refused calls again",
  "destination.refused_discarded": "discarded refused calls",
  "destination.replay_started": "started a replay",
  "destination.replay_stopped": "stopped a replay",
};

/** "started a replay", for an action of the audit log. */
export function destinationActionWords(action: string): string {
  return actionWords[action] ?? action.replace(/^destination\./, "").replaceAll(/[._]/g, " ");
}

const fieldWords: Record<string, string> = {
  name: "Name",
  mode: "Connection mode",
  settings: "Mapping",
  filterMode: "Which calls",
  eventNames: "Events",
  enabled: "On",
  connection: "Integration",
  halted: "Reason",
  catchUp: "With what came meanwhile",
  calls: "Calls",
  from: "From",
  to: "Until",
  names: "Events",
  people: "People",
};

/** The name of a changed field, as the forms call it. */
export function destinationFieldWords(field: string): string {
  return fieldWords[field] ?? field;
}
