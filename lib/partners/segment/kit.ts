import type { PartnerKit } from "../kit.ts";

const slots = [
  { value: "user_id", label: "User ID" },
  { value: "email", label: "E-mail" },
  { value: "phone", label: "Phone" },
  { value: "anonymous_id", label: "Anonymous ID" },
  { value: "device_id", label: "Device ID" },
];

/** Limits and hosts: Segment's page on its HTTP tracking API and its guide to regional workspaces. */
export const segmentKit: PartnerKit = {
  id: "segment",
  name: "Segment",
  category: "Customer data platform",
  description: "Collects customer events and passes them on to your warehouses and tools.",
  monogram: "S",
  color: "#43AF79",
  capabilities: ["export", "audience"],
  place: "partners",
  panelTitle: "Integrate raw data partner - Segment",
  nicknameLabel: "Partner Nickname",
  connectLabel: "Integrate",
  guide: [],
  settings: [
    {
      key: "writeKey",
      kind: "secret",
      label: "Write Key",
      help: "Marks Junction as a data source of its own. In Segment, open Connections > Sources, choose the source, and copy the write key from Settings > API keys.",
      placeholder: "For example 5xT9…",
      required: true,
      maxLength: 200,
    },
    {
      key: "region",
      kind: "select",
      label: "Region",
      help: "Where your Segment workspace keeps its data; Segment shows it under Settings > Workspace settings. Segment drops what is sent to the other region.",
      required: true,
      options: [
        { value: "us", label: "US Region" },
        { value: "eu", label: "EU Region" },
        { value: "sandbox", label: "Sandbox of this installation" },
      ],
      default: "us",
    },
    {
      key: "userId",
      kind: "identifier",
      label: "User ID",
      help: "The identifier of a known person that goes into Segment's userId.",
      required: true,
      options: slots,
      default: "user_id",
    },
    {
      key: "anonymousId",
      kind: "identifier",
      label: "Anonymous ID",
      help: "The identifier of somebody not yet known that goes into Segment's anonymousId. Segment needs one of the two on every record.",
      required: false,
      options: [{ value: "", label: "Send none" }, ...slots],
      default: "anonymous_id",
    },
  ],
  regionField: "region",
  accountFields: ["region"],
  regions: [
    {
      id: "us",
      label: "US Region",
      url: "https://api.segment.io",
      hostSetting: "JUNCTION_HOST_SEGMENT_US",
    },
    {
      id: "eu",
      label: "EU Region",
      url: "https://events.eu1.segmentapis.com",
      hostSetting: "JUNCTION_HOST_SEGMENT_EU",
    },
    {
      id: "sandbox",
      label: "Sandbox of this installation",
      url: "http://127.0.0.1:3001/segment",
      hostSetting: "JUNCTION_HOST_SEGMENT_SANDBOX",
      onlyWhenSet: true,
    },
  ],
  limits: {
    batchBytes: 500_000,
    recordBytes: 32_000,
    batchRecords: 2_500,
    inFlight: 4,
    timeoutMs: 15_000,
  },
  audience: {
    action: "Send to Segment",
    keeps: "members",
    ownField: "trait",
    ownWhen: { how: "identify" },
    effect: ({ values, count, name }) =>
      values.how === "track"
        ? `${count} are told to Segment by the event Audience Entered with ${values.trait?.trim() || "audience_name"} = “${name}”. Whoever leaves the audience is told by Audience Exited.`
        : null,
    fields: [
      {
        key: "how",
        kind: "select",
        label: "How",
        help: "As a trait of each user that is null once they left, or as an event when a user enters and when they leave.",
        required: true,
        options: [
          { value: "identify", label: "identify, with a trait" },
          { value: "track", label: "track, on entering and leaving" },
        ],
        default: "identify",
      },
      {
        key: "trait",
        kind: "text",
        label: "Trait or property",
        help: "What holds the audience's name: a trait of the user, or a property of the events Audience Entered and Audience Exited.",
        required: true,
        default: "audience_name",
        maxLength: 120,
      },
    ],
  },
};
