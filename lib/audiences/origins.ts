/** Where the users of an audience come from. What a new origin needs beyond its words stands beside its own verbs. */
export type AudienceOrigin = {
  /** as lists and filters name it */
  label: string;
  /** the name of the choice in "New audience" */
  choice: string;
  description: string;
  /** how users come in and go, one sentence */
  fills: string;
  /** true when machines call in for it: it has a token and keys */
  calledIn: boolean;
  /** true when a partner keeps it: it is imported from there, and again */
  fetched?: true;
};

/** Every origin, once; the filter, the choice in "New audience" and the pages come from here. */
export const audienceOrigins = {
  eventbridge: {
    label: "CleverTap",
    choice: "Create Audience for CleverTap",
    description: "A campaign or journey of CleverTap adds and removes users through Amazon EventBridge.",
    fills:
      "Each call that EventBridge delivers inserts, updates or removes a user, in the order of its events.",
    calledIn: true,
  },
  csv: {
    label: "CSV",
    choice: "Create Audience from a CSV file",
    description: "Users come from a file that you import; another file adds to them or replaces them.",
    fills: "Each file that is imported puts its users in; where it replaces, who is not in the file leaves.",
    calledIn: false,
  },
  storyly: {
    label: "Storyly",
    choice: "Import from Storyly",
    description: "Users of an audience that a connected Storyly account keeps; import again to follow it.",
    fills:
      "Each import reads the list as Storyly has it then; where it replaces, who is not in it any more leaves.",
    calledIn: false,
    fetched: true,
  },
  story: {
    label: "Stories",
    choice: "Create Audience from story answers",
    description: "Users join by what they answer to a poll, quiz or another interactive part of a story.",
    fills: "Each answer that comes in puts its user in; another answer to the same question takes them out.",
    calledIn: false,
  },
  people: {
    label: "People",
    choice: "Create Audience from people",
    description:
      "A snapshot of the people of this workspace to whom a filter applies, taken again when you say so.",
    fills: "Each time it is taken, who is meant joins and who is not meant any more leaves.",
    calledIn: false,
  },
  segment: {
    label: "Segment",
    choice: "Create Audience from a segment",
    description: "The people of a segment, kept in step: whoever enters it joins, whoever leaves it leaves.",
    fills: "Who enters the segment joins within a second or two, who leaves it leaves.",
    calledIn: false,
  },
} as const satisfies Record<string, AudienceOrigin>;

export type OriginId = keyof typeof audienceOrigins;
export const originIds = Object.keys(audienceOrigins) as [OriginId, ...OriginId[]];

/** The origin of a stored audience. */
export function originOf(id: string): AudienceOrigin {
  if (!Object.hasOwn(audienceOrigins, id)) {
    throw new Error(`There is no origin of audiences named ${id}.`);
  }
  return audienceOrigins[id as OriginId];
}
