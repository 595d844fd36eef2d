/** Words of the audiences on a person's page. */
export const personAudienceMessages = {
  title: "Audiences",
  help: "Audiences that hold one of this person's identifiers, newest first, and what the partners they are sent to have of it.",
  audience: "Audience",
  knownAs: "Known there as",
  membership: "Membership",
  since: "Member since",
  left: "Left",
  sentTo: "Sent to",
  sentNowhere: "this audience is sent nowhere",
  neverSent: "never sent anywhere",
  more: "Look in older audiences",
  empty: "In no audience",
  emptyText:
    "When EventBridge, a file, a story's answer or a filter puts one of this person's identifiers into an audience, it stands here, with where it was sent.",
  states: {
    sent: { word: "Sent", help: (partner: string) => `${partner} has acknowledged them as a member.` },
    waiting: { word: "Waiting", help: (partner: string) => `${partner} gets them with the next batch.` },
    not_sent: {
      word: "Not sent",
      help: (partner: string) =>
        `They joined after the last sending to ${partner}. Send the differences to bring them there.`,
    },
    refused: {
      word: "Refused",
      help: (partner: string) =>
        `${partner} refused them. It is tried again when they change or when you ask.`,
    },
    removed: {
      word: "Removed",
      help: (partner: string) => `They left the audience, and ${partner} has acknowledged it.`,
    },
    waiting_removal: {
      word: "Being removed",
      help: (partner: string) => `They left the audience; ${partner} is told with the next batch.`,
    },
    still_there: {
      word: "Still there",
      help: (partner: string) =>
        `They left the audience after the last sending to ${partner}, which still has them. Send the differences to take them away.`,
    },
  },
} as const;
