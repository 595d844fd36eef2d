import type { PartnerKit } from "../kit.ts";

const oneLine = (value: string) =>
  /\p{Cc}/u.test(value) ? "It cannot hold line breaks or other control characters" : null;

export const storylyKit: PartnerKit = {
  id: "storyly",
  name: "Storyly",
  category: "Stories in apps and sites",
  description: "Shows stories to the users of an audience, and makes audiences of what they answer in them.",
  monogram: "St",
  color: "#5B3FD6",
  capabilities: ["audience"],
  listsAudiences: true,
  place: "integrations",
  panelTitle: "Connect Storyly",
  nicknameLabel: "Integration Name",
  connectLabel: "Connect Storyly",
  guide: [
    "Pass the identifier of your users to Storyly's SDK as its custom parameter: stories find the users of an audience by it.",
    "On the Storyly dashboard, open Settings and copy the token of its external API.",
    "Enter the token below and connect.",
  ],
  settings: [
    {
      key: "apiToken",
      kind: "secret",
      label: "API Token",
      help: "The token of Storyly's external API, from the settings of your account on its dashboard.",
      required: true,
      maxLength: 2_000,
    },
    {
      key: "region",
      kind: "select",
      label: "API address",
      help: "Where Storyly's external API is called. Storyly has one address for all accounts.",
      required: true,
      options: [
        { value: "storyly", label: "https://api.storyly.io" },
        { value: "sandbox", label: "Sandbox of this installation" },
      ],
      default: "storyly",
    },
  ],
  regionField: "region",
  regions: [
    {
      id: "storyly",
      label: "api.storyly.io",
      url: "https://api.storyly.io",
      hostSetting: "JUNCTION_HOST_STORYLY",
    },
    {
      id: "sandbox",
      label: "Sandbox of this installation",
      url: "http://127.0.0.1:3001/storyly",
      hostSetting: "JUNCTION_HOST_STORYLY_SANDBOX",
      onlyWhenSet: true,
    },
  ],
  // Storyly states no limits. One request is one audience, so it has to hold all members: these are ours.
  limits: {
    batchBytes: 100_000_000,
    recordBytes: 32_000,
    batchRecords: 1_000_000,
    inFlight: 1,
    timeoutMs: 120_000,
  },
  audience: {
    action: "Send to Storyly",
    keeps: "list",
    fields: [
      {
        key: "name",
        kind: "text",
        label: "Audience name at Storyly",
        help: "What the audience is called on Storyly's dashboard. Left empty, it is called as it is here.",
        required: false,
        maxLength: 200,
        problem: oneLine,
      },
      {
        key: "identifier",
        kind: "text",
        label: "Identifier column",
        help: "Header of the column that holds each user's identity, the SDK's custom parameter. The other columns are the members' properties.",
        required: true,
        default: "user_id",
        maxLength: 100,
        problem: oneLine,
      },
    ],
  },
};
