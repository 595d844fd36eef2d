export const peopleMessages = {
  title: "People",
  description: "Everybody whose events have arrived: who they are, what they did, and how it is known.",
  search: "Search by name or any identifier",
  searchHelp: "Finds by the beginning of a name, user ID, e-mail, phone, device ID or anonymous ID.",
  empty: {
    title: "Nobody yet",
    text: "People appear with their first event. Create a source and send to it; everybody it names is listed here.",
  },
  noMatch: {
    title: "Nobody matches",
    text: "The search looks at the beginning of names and identifiers, so type it from its first character.",
  },
  merges: {
    none: "No other profile was found to be this person.",
    causes: {
      identify: "an identify call named both",
      alias: "an alias call joined them",
      call: "a call named both",
    },
  },
  tabs: { timeline: "Timeline", audiences: "Audiences", sent: "Sent" },
  sent: {
    help: "What exports sent of this person, newest events first. A profile is listed as it was last sent.",
    profile: "Profile",
    accepted: "Accepted",
    rejected: "Rejected",
    acceptedHelp: (partner: string) => `${partner} took it.`,
    retried: "Sent again",
    more: "Load earlier records",
    empty: "Nothing sent yet",
    emptyText:
      "When an export carries this person's events or profile to a partner, each record stands here with what the partner answered and why.",
  },
  timeline: {
    empty: "No events",
    emptyText: "This person is known, but no event of theirs is kept.",
    noMatch: "No event of that name",
  },
} as const;
