export const sourcesMessages = {
  title: "Sources",
  description: "Where events come from: one source for each site, app or server, with its own write keys.",
  create: "Create source",
  empty: {
    title: "No source yet",
    text: "A source receives the calls of one site, app or server. Create one, paste its write key into the SDK you use, and watch the first events arrive.",
    readOnly:
      "A source receives the calls of one site, app or server. An Admin of this workspace can create one.",
  },
  created: {
    title: "Source created",
    once: "This is the only time the write key is shown. Copy it now; if it gets lost, create another one.",
  },
  keys: {
    adminsOnly: "Only Admins can create and revoke write keys.",
    once: "This is the only time the key is shown. Copy it now; if it gets lost, create another one.",
    revoke:
      "Senders that use this key are refused within 5 seconds. Events that it delivered stay. A revoked key cannot be used again.",
    empty: "Without a write key nothing can send to this source.",
    create: "Create write key",
  },
  lastDay: {
    header: "Last 24 hours",
    none: "no call in the last 24 hours",
    bars: (most: string) => `Calls by hour, at most ${most} in an hour`,
  },
  settings: {
    disable:
      "Calls to this source are refused with “source is disabled” until it is enabled again. Some SDKs keep what was refused and send it again, others drop it.",
    archive:
      "All its write keys are revoked, its destinations end, and it leaves the list. Calls that still wait for a destination are not sent any more. Events that it delivered, and the people they belong to, are not deleted.",
    adminsOnly: "Only Admins can change a source.",
  },
  debugger: {
    waiting: "Waiting for the first call",
    waitingText: "Calls appear here a second or two after they arrive. Set up an SDK, or send a test call.",
    noMatch: "No call matches",
    noMatchText: "Only the most recent calls are searched. New ones that match will appear here.",
    older: "Older calls are not kept here. Find them on the person’s timeline.",
    disabled: "This source is disabled: every call to it is refused.",
  },
  setUp: {
    keyHelp:
      "Keys are shown only once. Paste one of this source to fill it into the code below; it stays in this tab.",
    fresh: "Filled in with the key you have just created.",
    test: "Sends one identify and one track call from this browser, exactly as an SDK would.",
  },
} as const;
