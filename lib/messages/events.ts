export const eventsMessages = {
  title: "Events",
  description: "The catalogue: every event name seen so far, learned from what arrives.",
  kinds: {
    system: "Has a fixed meaning and belongs to the groups that exports offer.",
    custom: "Defined by whoever sends it.",
  },
  empty: {
    title: "No event yet",
    text: "Names appear here with the first call that carries them. Create a source and send to it.",
  },
  noMatch: { title: "No event matches", text: "" },
  properties: {
    none: "It carries no properties.",
    share: "How many of its events carry the property",
  },
  samples: { none: "None of its events is kept any more." },
} as const;
