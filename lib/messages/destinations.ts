import type { DestinationView, Fate, PipelineView } from "../destinations/schema.ts";

export type StageName = keyof PipelineView["counts"] | "warned";

/** What each stage of the pipeline is called, and what it means. */
export const stageWords: Record<StageName, { label: string; help: string }> = {
  received: {
    label: "Received",
    help: "Calls of the source that were decided in this time, and those that still wait",
  },
  filtered: {
    label: "Filtered",
    help: "Not sent: by the destination's own choice of calls, or by its settings",
  },
  waiting: { label: "Waiting", help: "Received and not decided yet" },
  retried: { label: "Retried", help: "Requests that had to be sent again" },
  refused: { label: "Refused", help: "Calls that the partner, or the mapping, turned away for good" },
  delivered: { label: "Delivered", help: "Accepted by the partner" },
  warned: { label: "Warned", help: "Delivered, but the partner drops a part by its rules" },
};

export const fateWords: Record<Fate, string> = {
  filtered: "Filtered",
  waiting: "Waiting",
  delivered: "Delivered",
  refused: "Refused",
  retrying: "Sent again",
  discarded: "Discarded",
  before: "Not for it",
};

export const stateWords: Record<DestinationView["state"], string> = {
  sending: "Sending",
  waiting: "Waiting",
  trying: "Trying again",
  halted: "Halted",
  off: "Off",
  device: "Device mode",
};

export const windowWords: Record<PipelineView["window"], string> = {
  "10m": "10 min",
  "1h": "1 h",
  "24h": "24 h",
  "7d": "7 d",
};

/** Words of everything about calls on their way to partners. */
export const destinationsText = {
  tab: "Destinations",
  add: "Add destination",
  empty: {
    title: "No destination yet",
    text: "A destination sends the calls of this source to a partner as they come, mapped as RudderStack maps them.",
    readOnly: "An Admin or Marketer of this workspace can add one.",
  },
  drawer: {
    add: (partner: string) => `Add destination: ${partner}`,
    edit: (name: string) => `Edit destination: ${name}`,
    save: "Save changes",
    fresh: "Connect a new integration",
    freshHelp: (partner: string) =>
      `Gives Junction another ${partner} account; it is tried before it is saved.`,
    integration: {
      label: "Integration",
      help: "The connected account that gets the calls.",
      missing: "Choose an integration",
      none: "None connected yet",
    },
    name: {
      label: "Name",
      help: "How the destination is called here. The integration's name unless you give another one.",
    },
    mode: {
      label: "Connection mode",
      cloud: { label: "Cloud mode", help: "Junction maps and sends the calls. Works for every platform." },
      device: {
        label: "Device mode",
        help: "The partner's own SDK in the app sends by itself. Junction shows the set-up and sends nothing.",
        cannot: "Only apps and websites can carry the partner's own SDK; this source is none.",
      },
    },
    calls: {
      label: "Which calls",
      all: "All calls",
      allow: "Only these",
      deny: "All but these",
      catalogueFailed: "The catalogue could not be loaded. Try again in a moment.",
      names: "Events and kinds of calls",
      namesHelp:
        "Names of track calls from the catalogue; identify, page, screen and alias stand for all calls of their kind.",
    },
    options: "Mapping",
    created: "The destination was added",
    saved: "The destination was changed",
  },
  turn: {
    off: {
      title: (name: string) => `Turn off ${name}?`,
      text: "No further call leaves for the partner. Calls that come meanwhile are kept, and you choose what becomes of them when you turn it on again.",
      confirm: "Turn off",
      done: "The destination is off",
    },
    on: {
      title: (name: string) => `Turn on ${name}?`,
      label: "Start with",
      now: {
        label: "What comes from now on",
        help: "Calls of the time it was off are not sent. They can be replayed later.",
      },
      catchUp: {
        label: "What came meanwhile, too",
        help: "Sends the calls of the time it was off first, in their order.",
      },
      confirm: "Turn on",
      done: "The destination is on",
    },
  },
  remove: {
    action: "Remove destination",
    title: (name: string) => `Remove ${name}?`,
    text: "Calls that wait are not sent, its shelf and its figures are gone with it. The partner keeps what it has, the integration stays connected, and no event of yours is deleted.",
    done: "The destination was removed",
  },
  breaker: {
    again: "Try again now",
    asked: "The next request leaves now",
    halted: "Nothing is sent until somebody acts",
    waiting: "The partner takes nothing at the moment",
    kept: "Nothing is lost: the calls wait here and leave in their order.",
  },
  pipeline: {
    p50: "Half of them within",
    p95: "95 of 100 within",
    latency: "From receipt to acceptance",
    replayed: "of these sent again",
    none: "Nothing happened in this time",
    reasons: "Reasons",
    samples: "Newest calls",
    noSamples: "No call of this stage is kept from this time.",
  },
  exchange: {
    came: "What came in",
    sent: "What was sent",
    answered: "What was answered",
    nothingSent: "Nothing was sent of it.",
    noAnswer: "No answer is kept.",
    mappedNow: "As the settings of now map it",
    kept: "As it left",
    lint: "What the partner makes of it",
  },
  shelf: {
    empty: {
      title: "Nothing was refused",
      text: "Calls that are turned away for good are kept here with the reason.",
    },
    noMatch: "No refused call matches",
    retry: "Retry",
    discard: "Discard",
    retried: (count: string) => `${count} will be sent again`,
    discarded: (count: string) => `${count} discarded`,
    discardTitle: (count: string) => `Discard ${count}?`,
    discardText: "They leave the shelf and are not sent. They stay in the ledger with their reason.",
    states: { open: "Open", retried: "Sent again", discarded: "Discarded", all: "All" },
  },
  replays: {
    action: "Replay calls",
    title: "Replay calls",
    empty: {
      title: "Nothing was replayed",
      text: "A replay sends calls of a period, of some events or of some people again, marked as such.",
    },
    filterMissing: "Choose a period, events or people: a replay of everything at once is not offered.",
    start: "Start replay",
    started: "The replay has started",
    stop: "Stop replay",
    stopTitle: "Stop the replay?",
    stopText: "No further call of it leaves. What was sent stays at the partner.",
    stopped: "The replay was stopped",
    kinds: { replay: "Replay", retry: "From the shelf" },
  },
};
