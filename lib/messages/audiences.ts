/** Words of the screens of audiences. */
export const audiencesMessages = {
  title: "Audiences",
  description:
    "Lists of users by identity, kept by your campaigns and journeys, ready for stories and partners.",
  create: "New audience",
  search: "Search audiences",
  empty: {
    title: "No audience yet",
    text: "An audience is a list of users by identity. Something outside keeps it up to date, and Junction remembers who is in it, since when, and why. Ways to start:",
    readOnly:
      "An audience is a list of users by identity. Marketers and Admins of this workspace can create one.",
    ways: [
      {
        title: "From a CleverTap campaign or journey",
        text: "Create an audience, then let an Amazon EventBridge node put users in and take them out.",
        href: null,
      },
      {
        title: "From any event bus or server of yours",
        text: "Whatever can POST JSON with a header can call the same endpoint. Create an audience for its key and token.",
        href: null,
      },
      {
        title: "From an audience at Storyly",
        text: "Import the users of an audience that a connected Storyly account keeps, and again when it has changed.",
        href: null,
      },
      {
        title: "By a script",
        text: "Audiences can be created, read and downloaded through the API, each call of it documented.",
        href: "/settings/api",
      },
    ],
  },
  noMatch: { title: "No audience matches", reset: "Reset all" },
  drawer: {
    name: "Name",
    nameHelp:
      "Unique in this workspace. Partners get it as the value of a user property, so choose it for them too.",
    description: "Description",
    descriptionHelp: "What it is for, if the name does not say it.",
    origin: "Where do its users come from?",
    create: "Create audience",
    made: "Audience created",
    once: "This is the only time the key is shown. Copy it now; if it gets lost, create another one in Set-up.",
    open: "Open audience",
  },
  key: "Key",
  token: "Token",
  tokenHelp: "Selects this audience within a call. It is no secret and does not change.",
  identity:
    "Users are known by the identity that CleverTap sends. The custom parameter of your story SDK must equal it, or stories do not find the user. Where a call has no identity its e-mail counts, and without that its objectId.",
  steps: {
    bridge: {
      title: "In Amazon EventBridge, once",
      items: [
        "Connect CleverTap to your AWS account (Settings, Partners, Amazon EventBridge in CleverTap) and associate its partner event source with an event bus.",
        "Create a connection of the type API key: the name is x-api-key, the value is the Key.",
        "Create an API destination with that connection, the method POST and this address:",
        "Create a rule on the bus with the API destination as its target. Send the matched event as it is, or only its part $.detail; with the whole event, one that is delivered twice is known by its id.",
      ],
      sandbox:
        "No AWS account at hand? Connect Amazon EventBridge to the sandbox, and switch on the rule of its bus:",
      sandboxPage: "Sandbox",
    },
    campaign: {
      title: "In a CleverTap campaign or journey",
      items: [
        "Choose Amazon EventBridge as the channel, or place it as a node of the journey.",
        "Under What, choose the identity (or e-mail) of the user, and add these key-value pairs:",
        "To take users out again, for example once they have bought, place a second node with delete instead of upsert.",
      ],
      pairs: {
        token: "Selects this audience",
        operation: "upsert puts the user in or updates them, delete takes them out",
        any: "Any further key becomes a property of the user, to make stories personal",
      },
      anyKey: "any other key",
      anyValue: "text or an attribute of the user",
    },
    test: {
      title: "Or call it yourself",
      text: "This puts one user in. Replace upsert with delete to take them out.",
      address: "Address of the endpoint",
    },
    keyHere: "YOUR_KEY",
  },
  members: {
    search: "Search identities",
    download: "Download CSV",
    empty: "Nobody is in this audience",
    emptyText: "Users appear here a second after the first call that puts them in. Set-up says how.",
    leftText: "Everybody who was in it has left. The log says when, and by which call.",
    none: "No user matches",
    noneText: "No identity of this audience begins with that.",
    noProperties: "no properties",
    more: (count: number) => `+${count}`,
  },
  log: {
    search: "Whole identity",
    empty: "Nothing came in yet",
    emptyText: "Every call for this audience is listed here for 30 days, with what became of it.",
    none: "No entry matches",
    noneText: "Entries are found by the whole identity and by verdict, in the last 30 days.",
    verdicts: { applied: "Applied", ignored: "Ignored", refused: "Refused" },
    verdictHelp: {
      applied: "It changed the audience.",
      ignored: "It was taken and changed nothing.",
      refused: "It was answered with an error and changed nothing.",
    },
  },
  size: { ranges: { "24h": "24 hours", "7d": "7 days", "90d": "90 days" } },
  keys: {
    title: "Keys",
    help: "To change a key without a gap: create another one, put it into EventBridge, see that it is used, then revoke the old one.",
    create: "Create key",
    revoke:
      "Callers that use this key are refused within 5 seconds, and EventBridge does not send again what was refused. Users stay in the audience. A revoked key cannot be used again.",
    lastOne: "It is the only live key: nothing can come in until another one is used.",
    once: "This is the only time the key is shown. Copy it now.",
  },
  edit: { title: "Edit audience", save: "Save changes" },
  remove: {
    action: "Delete audience",
    lost: (users: string) =>
      `${users}, their properties, the log, its keys and token, and the history of ended transfers are gone for good. Calls with its token are refused.`,
    kept: "People, their events, and what partners already hold of this audience are not deleted.",
    inUse: "In use: stop or change what uses it first",
  },
  missing: {
    title: "There is no such audience",
    text: "It was deleted, or it belongs to another workspace.",
  },
};
