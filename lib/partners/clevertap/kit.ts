import type { PartnerKit, PartnerRegion } from "../kit.ts";
import { keyTitleProblem } from "./key-title.ts";

type Place = { id: string; label: string; host: string };

/** Regions as CleverTap's page on its common API components lists them; South Korea from its partners' catalogues. */
const places: [Place, ...Place[]] = [
  { id: "eu1", label: "Europe", host: "api.clevertap.com" },
  { id: "in1", label: "India", host: "in1.api.clevertap.com" },
  { id: "sg1", label: "Singapore", host: "sg1.api.clevertap.com" },
  { id: "us1", label: "United States", host: "us1.api.clevertap.com" },
  { id: "aps3", label: "Indonesia", host: "aps3.api.clevertap.com" },
  { id: "mec1", label: "Middle East (UAE)", host: "mec1.api.clevertap.com" },
  { id: "sk1", label: "South Korea", host: "sk1.api.clevertap.com" },
];

const regionAt = ({ id, label, host }: Place): PartnerRegion => ({
  id,
  label,
  url: `https://${host}`,
  hostSetting: `JUNCTION_HOST_CLEVERTAP_${id.toUpperCase()}`,
});
const [europe, ...others] = places;

const printable = /^[\x21-\x7e]*$/;

export const clevertapKit: PartnerKit = {
  id: "clevertap",
  name: "CleverTap",
  category: "Customer engagement",
  description: "Reaches users by push, e-mail and messages, from segments of their properties and events.",
  monogram: "CT",
  color: "#D7263D",
  capabilities: ["audience", "calls"],
  place: "integrations",
  panelTitle: "Connect CleverTap",
  nicknameLabel: "Integration Name",
  connectLabel: "Connect CleverTap",
  guide: [
    "Give the integration a name of its own: there may be several, one for each CleverTap project.",
    "On the CleverTap dashboard, open Settings in the left pane and go to the Project section.",
    "Copy the Project ID there; it is the Account ID below.",
    "Look up the project's region in the same place, and choose the Instance URL of that region.",
    "Make a passcode for Junction alone with + Passcode, instead of using the account's own: it can then be withdrawn without touching anything else.",
    "Copy the new passcode, enter it below, and connect.",
  ],
  settings: [
    {
      key: "accountId",
      kind: "text",
      label: "Account ID",
      help: "CleverTap's Project ID, from Settings > Project on its dashboard.",
      placeholder: "For example 4RW-Z6Z-485Z",
      required: true,
      maxLength: 100,
      problem: (value) =>
        printable.test(value) ? null : "Only letters, digits and signs, without spaces, can stand in an ID",
    },
    {
      key: "passcode",
      kind: "secret",
      label: "Passcode",
      help: "A passcode made for Junction with + Passcode under Settings > Project on CleverTap's dashboard.",
      placeholder: "For example WVE-…",
      required: true,
      maxLength: 200,
    },
    {
      key: "region",
      kind: "select",
      label: "Instance URL",
      help: "The address of your project's region, as CleverTap's dashboard names it. CleverTap answers at another region's address as it does to a wrong passcode.",
      required: true,
      options: [
        ...places.map(({ id, label, host }) => ({ value: id, label: `https://${host} (${label})` })),
        { value: "sandbox", label: "Sandbox of this installation" },
      ],
      default: europe.id,
    },
  ],
  regionField: "region",
  accountFields: ["accountId", "region"],
  regions: [
    regionAt(europe),
    ...others.map(regionAt),
    {
      id: "sandbox",
      label: "Sandbox of this installation",
      url: "http://127.0.0.1:3001/clevertap",
      hostSetting: "JUNCTION_HOST_CLEVERTAP_SANDBOX",
      onlyWhenSet: true,
    },
  ],
  forgetsUsers: true,
  // 1,000 records and 15 requests at a time are CleverTap's limits; it names none for bytes, these are ours.
  limits: {
    batchBytes: 4_000_000,
    recordBytes: 32_000,
    batchRecords: 1_000,
    inFlight: 15,
    timeoutMs: 30_000,
  },
  // Words and meaning of RudderStack's settings for this destination (contracts §7.1).
  calls: {
    switches: [
      {
        key: "trackAnonymous",
        label: "Enable track for anonymous users",
        help: "Off: track, page and screen calls without a user ID are not sent. On: CleverTap makes a profile for every visitor, and a second one when they sign in, unless ObjectId mapping is on.",
        default: false,
      },
      {
        key: "objectIdMapping",
        label: "Use CleverTap ObjectId for Mapping",
        help: "On: the anonymous ID becomes CleverTap's objectId and the user ID its identity, so that a visitor's history joins the known user; device tokens are sent too. Off: the user ID, else the anonymous ID, is the identity.",
        default: false,
      },
    ],
    oldCalls:
      "CleverTap takes the time of the upload for calls without a ts, and its live campaigns and journeys do not react to events older than two hours. Events it has already are counted a second time.",
    deviceMode: ["web", "android", "ios", "react-native"],
  },
  audience: {
    action: "Send to CleverTap",
    keeps: "members",
    ownField: "keyTitle",
    fields: [
      {
        key: "keyTitle",
        kind: "text",
        label: "Key Title",
        help: "The user property at CleverTap whose value becomes the audience's name. A segment “property equals name” then finds its members.",
        placeholder: "For example storyly_quiz",
        required: true,
        maxLength: 120,
        problem: keyTitleProblem,
      },
    ],
  },
};
