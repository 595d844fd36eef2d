import type { PartnerAccess } from "../connector.ts";
import { type PartnerKit, type PartnerLimits, type PartnerRegion, regionOf } from "../kit.ts";

/** Regions of the public partition, as AWS names them. */
const places: [string, string][] = [
  ["us-east-1", "US East (N. Virginia)"],
  ["us-east-2", "US East (Ohio)"],
  ["us-west-1", "US West (N. California)"],
  ["us-west-2", "US West (Oregon)"],
  ["af-south-1", "Africa (Cape Town)"],
  ["ap-east-1", "Asia Pacific (Hong Kong)"],
  ["ap-south-1", "Asia Pacific (Mumbai)"],
  ["ap-south-2", "Asia Pacific (Hyderabad)"],
  ["ap-southeast-1", "Asia Pacific (Singapore)"],
  ["ap-southeast-2", "Asia Pacific (Sydney)"],
  ["ap-southeast-3", "Asia Pacific (Jakarta)"],
  ["ap-northeast-1", "Asia Pacific (Tokyo)"],
  ["ap-northeast-2", "Asia Pacific (Seoul)"],
  ["ap-northeast-3", "Asia Pacific (Osaka)"],
  ["ca-central-1", "Canada (Central)"],
  ["eu-central-1", "EU (Frankfurt)"],
  ["eu-central-2", "EU (Zurich)"],
  ["eu-west-2", "EU (London)"],
  ["eu-west-3", "EU (Paris)"],
  ["eu-south-1", "EU (Milan)"],
  ["eu-south-2", "EU (Spain)"],
  ["eu-north-1", "EU (Stockholm)"],
  ["il-central-1", "Israel (Tel Aviv)"],
  ["me-south-1", "Middle East (Bahrain)"],
  ["me-central-1", "Middle East (UAE)"],
  ["sa-east-1", "South America (São Paulo)"],
];
/** First, because Storyly's audiences of CleverTap come in there. */
const ireland: [string, string] = ["eu-west-1", "EU (Ireland)"];

const settingName = (id: string) => id.toUpperCase().replaceAll("-", "_");
const regionAt = ([id, label]: [string, string]): PartnerRegion => ({
  id,
  label,
  url: `https://events.${id}.amazonaws.com`,
  hostSetting: `JUNCTION_HOST_EVENTBRIDGE_${settingName(id)}`,
  services: {
    sts: { url: `https://sts.${id}.amazonaws.com`, hostSetting: `JUNCTION_HOST_STS_${settingName(id)}` },
  },
});

/** The region that requests to a setting of the kit are signed for; the sandbox has none of its own. */
export function signingRegion(region: string | undefined): string {
  return places.some(([id]) => id === region) && region ? region : ireland[0];
}

export type Authentication = "key" | "role" | "role_key";

/** How requests are signed; connections from before there was a choice have an access key. */
export function authenticationOf({ authentication }: Record<string, string>): Authentication {
  return authentication === "role" || authentication === "role_key" ? authentication : "key";
}

/** Where roles are assumed. */
export function stsUrlOf({ settings, services }: Pick<PartnerAccess, "settings" | "services">): string {
  return services?.sts ?? regionOf(eventbridgeKit, settings).services?.sts?.url ?? "";
}

const byRole = { key: "authentication", is: ["role", "role_key"] };
const byKey = { key: "authentication", is: ["key", "role_key"] };

const matches = (pattern: RegExp, message: string) => (value: string) =>
  pattern.test(value) ? null : message;

export const eventbridgeKit: PartnerKit = {
  id: "eventbridge",
  name: "Amazon EventBridge",
  category: "Event bus",
  description: "Takes events onto a bus of your AWS account, from where rules pass them on in real time.",
  monogram: "EB",
  color: "#C2255C",
  capabilities: [],
  place: "integrations",
  panelTitle: "Connect Amazon EventBridge",
  nicknameLabel: "Partner Nickname",
  connectLabel: "Connect Amazon EventBridge",
  guide: [
    "In the AWS console, open Amazon EventBridge in the region that is to take the events, and choose an event bus or create one.",
    "In IAM, make a user or a role for Junction alone whose policy allows events:PutEvents on this bus and nothing else.",
    "Of a user, create an access key and enter it below. Of a role, enter its ARN; its trust policy names who assumes it: the AWS identity that this installation runs with, or a user whose access key you enter.",
    "The test puts one event with the source junction.test on the bus; rules that do not ask for it ignore it.",
  ],
  settings: [
    {
      key: "accountId",
      kind: "text",
      label: "AWS Account ID",
      help: "The 12 digits of the account that owns the bus; the AWS console shows them at the top right.",
      placeholder: "For example 111122223333",
      required: true,
      maxLength: 12,
      problem: matches(/^\d{12}$/, "An AWS account ID has 12 digits"),
    },
    {
      key: "region",
      kind: "select",
      label: "Region",
      help: "The AWS region of the event bus. Storyly's audiences for CleverTap come in at EU (Ireland).",
      required: true,
      options: [
        ...[ireland, ...places].map(([id, label]) => ({ value: id, label: `${label} ${id}` })),
        { value: "sandbox", label: "Sandbox of this installation" },
      ],
      default: ireland[0],
    },
    {
      key: "bus",
      kind: "text",
      label: "Event bus",
      help: "The name of the bus; every account has one in each region that is called default.",
      required: true,
      default: "default",
      maxLength: 256,
      problem: matches(/^[\w./-]+$/, "The name of a bus holds letters, digits and the signs . - _ / only"),
    },
    {
      key: "entrySize",
      kind: "select",
      label: "Largest event",
      help: "How many bytes one event may have. AWS takes up to 1 MB since January 2026, 256 KB before; whatever reads the events has to take them, too.",
      required: true,
      options: [
        { value: "256", label: "256 KB" },
        { value: "1024", label: "1 MB" },
      ],
      default: "256",
    },
    {
      key: "authentication",
      kind: "select",
      label: "Authentication",
      help: "What requests to AWS are signed with. Credentials of a role last an hour and are renewed by themselves.",
      required: true,
      options: [
        { value: "key", label: "Access key" },
        { value: "role", label: "Role, assumed by this installation" },
        { value: "role_key", label: "Role, assumed with an access key" },
      ],
      default: "key",
    },
    {
      key: "roleArn",
      kind: "text",
      label: "Role ARN",
      help: "Of a role of IAM that may put events on this bus (events:PutEvents), and nothing else. IAM shows it on the role's page.",
      placeholder: "For example arn:aws:iam::111122223333:role/junction",
      required: true,
      maxLength: 2_048,
      when: byRole,
      problem: matches(
        /^arn:aws[\w-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/,
        "The ARN of a role reads arn:aws:iam::, 12 digits, :role/ and its name",
      ),
    },
    {
      key: "externalId",
      kind: "text",
      label: "External ID",
      help: "What the role's trust policy asks for under sts:ExternalId. Where this installation serves several teams, it keeps one of them from using the role of another.",
      required: false,
      maxLength: 1_224,
      when: byRole,
      problem: matches(
        /^[\w+=,.@:/-]{2,}$/,
        "An external ID holds letters, digits and the signs + = , . @ : / - only, at least two",
      ),
    },
    {
      key: "accessKeyId",
      kind: "text",
      label: "Access key ID",
      help: "Of a user of IAM that may put events on this bus (events:PutEvents) or assume the role (sts:AssumeRole), and nothing else.",
      when: byKey,
      placeholder: "For example AKIA…",
      required: true,
      maxLength: 128,
      problem: matches(/^[\w-]+$/, "An access key ID holds letters and digits only"),
    },
    {
      key: "secretAccessKey",
      kind: "secret",
      label: "Secret access key",
      help: "Shown by AWS once, when the access key is created.",
      when: byKey,
      required: true,
      maxLength: 200,
    },
  ],
  regionField: "region",
  regions: [
    regionAt(ireland),
    ...places.map(regionAt),
    {
      id: "sandbox",
      label: "Sandbox of this installation",
      url: "http://127.0.0.1:3001/eventbridge",
      hostSetting: "JUNCTION_HOST_EVENTBRIDGE_SANDBOX",
      onlyWhenSet: true,
      services: {
        sts: { url: "http://127.0.0.1:3001/eventbridge/sts", hostSetting: "JUNCTION_HOST_STS_SANDBOX" },
      },
    },
  ],
  // The user guide's limits: 10 entries in a request, 256 KB; `busLimits` are those of a connection.
  limits: {
    batchBytes: 262_144,
    recordBytes: 262_144,
    batchRecords: 10,
    inFlight: 8,
    timeoutMs: 15_000,
  },
};

/** What a request to a connection's bus may hold: one event of the largest size that it allows, or several that share it. */
export function busLimits({ entrySize }: Record<string, string>): PartnerLimits {
  const bytes = entrySize === "1024" ? 1_048_576 : eventbridgeKit.limits.recordBytes;
  return { ...eventbridgeKit.limits, batchBytes: bytes, recordBytes: bytes };
}

/** A limit in words. */
export function sizeWords(bytes: number): string {
  return bytes < 1_048_576 ? `${bytes / 1_024} KB` : `${bytes / 1_048_576} MB`;
}
