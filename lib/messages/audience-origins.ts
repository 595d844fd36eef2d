/** Words of audiences that stories or people fill. */
export const originMessages = {
  nobody: {
    csv: "Import a CSV file to put users in.",
    story: "Users appear here at once when an answer comes in that this audience is for.",
    people: "Its filter means nobody, or it is being taken just now.",
  } as Record<string, string>,
  identity:
    "Users are known by their identity. The custom parameter of your story SDK must equal it, or stories do not find the user.",
  story: {
    component: "Interactive component",
    componentHelp: "Those that users of this workspace answered, the last one first.",
    byHand: "Another one, by its id",
    id: "Component id",
    idHelp: "As your story SDK sends it with each answer.",
    answers: "Who answered",
    answersHelp: "Whoever gave one of these is in. Choose none for everybody who answered.",
    noneYet:
      "No answer has come in yet. Your app sends answers to POST /v1/story-events with a write key of a source.",
    any: "any answer",
    fact: "Answered",
    times: (count: string) => `${count} times`,
    option: (component: string, kind: string, story: string) => `${component} · ${kind} · story ${story}`,
  },
  people: {
    identifier: "Known by",
    identifierHelp: "People without it are left out. It becomes the identity in the audience.",
    seen: "Seen within",
    did: "Did the event",
    didWithin: "within",
    days: "days",
    property: "Property",
    equals: "equals",
    any: "any",
    count: "People meant now",
    more: (count: string) => `more than ${count}`,
    sample: "Some of them",
    nobody: "Nobody is meant by this at the moment.",
    fact: "Who",
    taken: "Taken",
    taking: "being taken now",
    again: "Take again",
  },
};
