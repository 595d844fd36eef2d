/** What people read who get messages; the channel as it is called within a sentence (“e-mail”). */
export const trackingMessages = {
  nobody: "this address",
  unsubscribe: "Unsubscribe",
  resubscribe: "Subscribe again",
  ask: {
    title: "Unsubscribe?",
    text: (channel: string, who: string) =>
      `Press the button, and ${who} gets no more messages by ${channel}.`,
  },
  done: {
    title: "You are unsubscribed",
    text: (channel: string, who: string) => `No more messages go to ${who} by ${channel}.`,
  },
  again: {
    title: "You are subscribed again",
    text: (channel: string, who: string) => `Messages by ${channel} go to ${who} again.`,
  },
  wrong: { title: "This link does not work" },
} as const;

/** What members read on a person's page. */
export const subscriptionMessages = {
  title: "Subscriptions",
  subscribed: "Subscribed",
  unsubscribed: "Unsubscribed",
  since: "since",
  reasons: {
    link: "by a link in a message",
    one_click: "by the button of the mail program",
    member: "by",
  } as Record<string, string>,
  byProperty: (property: string) =>
    ` The profile says so: ${property} is false. It counts until a source sets it to true.`,
  unsubscribe: "Unsubscribe",
  resubscribe: "Subscribe again",
  confirm: {
    unsubscribe: (channel: string) => `Unsubscribe this person from ${channel}?`,
    resubscribe: (channel: string) => `Subscribe this person to ${channel} again?`,
    unsubscribeText: "Campaigns and journeys leave this person out. It is noted in the audit log.",
    resubscribeText:
      "Do it only when the person asked for it: they said that they want no messages. It is noted in the audit log.",
  },
} as const;
