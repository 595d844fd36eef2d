import type { PartnerKit } from "../kit.ts";

const isBase64Url = (value: string, chars: number) => new RegExp(`^[A-Za-z0-9_-]{${chars}}$`).test(value);

/** A point of P-256 without compression begins with the byte 4, and so its base64url with B. */
function publicKeyProblem(value: string): string | null {
  return isBase64Url(value, 87) && value.startsWith("B")
    ? null
    : "A VAPID public key has 87 letters, digits and the signs - _, and begins with B";
}

function privateKeyProblem(value: string): string | null {
  return isBase64Url(value, 43) ? null : "A VAPID private key has 43 letters, digits and the signs - _";
}

function subjectProblem(value: string): string | null {
  if (/^mailto:[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+$/.test(value)) {
    return null;
  }
  return /^https:\/\/[^\s]+$/.test(value) && URL.canParse(value)
    ? null
    : "Begin with mailto: and an e-mail address, or with https:// and a page that says how to reach you";
}

/** Keys: RFC 8292. How large a message may be: RFC 8291, section 4, and RFC 8030, section 7.2. */
export const vapidKit: PartnerKit = {
  id: "vapid",
  name: "Web Push",
  category: "Push notifications",
  description: "Carries push notifications to browsers that have subscribed on your site.",
  monogram: "WP",
  color: "#0B7285",
  capabilities: [],
  place: "integrations",
  panelTitle: "Connect Web Push",
  nicknameLabel: "Integration Name",
  connectLabel: "Connect Web Push",
  guide: [
    "Browsers subscribe with your public key (applicationServerKey), and take only messages that are signed with its private key. If your site has a key pair already, enter that one.",
    "If it has none, generate a pair below and give the public key to whoever builds the site.",
    "The site tells Junction its visitors' subscriptions: as context.webPush of any call, or as the trait web_push_subscription of an identify call.",
  ],
  settings: [
    {
      key: "publicKey",
      kind: "text",
      label: "Public key",
      help: "The key with which your site subscribes browsers. With another one, all of them have to subscribe again.",
      placeholder: "For example BNcR…",
      required: true,
      maxLength: 100,
      problem: publicKeyProblem,
    },
    {
      key: "privateKey",
      kind: "secret",
      label: "Private key",
      help: "Signs every message; it never leaves this installation. The site does not need it.",
      required: true,
      maxLength: 100,
      problem: privateKeyProblem,
    },
    {
      key: "subject",
      kind: "text",
      label: "Contact",
      help: "Where the browsers' push services reach you when something is wrong with your messages; they get it with each one.",
      placeholder: "mailto:push@shop.example",
      required: true,
      maxLength: 200,
      problem: subjectProblem,
    },
    {
      key: "region",
      kind: "select",
      label: "Push services",
      help: "Each browser has a push service of its own and names it when it subscribes.",
      required: true,
      options: [
        { value: "browsers", label: "Those of the browsers" },
        { value: "sandbox", label: "Sandbox of this installation" },
      ],
      default: "browsers",
    },
  ],
  generates: {
    label: "Generate a key pair",
    help: "Fills in a fresh pair. The private key is shown here only; nothing is saved before you connect.",
  },
  sendsTo: "The push service of each browser",
  regionField: "region",
  regions: [
    {
      id: "browsers",
      label: "Push services of the browsers",
      // Never called: each subscription has an address of its own.
      url: "https://push-service.invalid",
      hostSetting: "JUNCTION_HOST_VAPID",
    },
    {
      id: "sandbox",
      label: "Sandbox of this installation",
      url: "http://127.0.0.1:3001/vapid",
      hostSetting: "JUNCTION_HOST_VAPID_SANDBOX",
      onlyWhenSet: true,
    },
  ],
  limits: { batchBytes: 64_000, recordBytes: 64_000, batchRecords: 1, inFlight: 32, timeoutMs: 10_000 },
};
