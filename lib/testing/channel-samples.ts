import { type ChannelId, channelKitOf } from "../channels/catalog.ts";
import type { Recipient } from "../channels/channel.ts";
import type { JsonObject } from "../kernel/json.ts";
import type { PartnerAccess } from "../partners/connector.ts";
import type { MessageRow } from "../sandbox/messages-store.ts";
import { testRecipient } from "./recipient.ts";
import { testServiceAccount } from "./service-account.ts";

/** Whatever is secret in the samples but the keys of accounts. */
export const CHANNEL_SECRET = "planted-secret-0123456789";

const keyValues = [
  { key: "greeting", value: 'Hi {{ Profile.Name | default: "there" }}' },
  { key: "plan", value: "{{ Profile.Plan }}" },
];

/** A content that may be published, and the account that it goes to; `where` is the sandbox's address of the channel. */
type Sample = {
  content(where: string): JsonObject;
  access(key: string): Pick<PartnerAccess, "settings" | "secrets">;
  /** What the sandbox plays the other side as; the channel's own id unless told. */
  partner?: string;
  /** Further services of the partner, with the sandbox's address of it. */
  services?(host: string): Record<string, string>;
  /** The id by which the other side knows a message that it kept. */
  idOf(row: MessageRow): string;
};
/** A sample of each channel, for what is promised of all. */
export const channelSamples: Record<ChannelId, Sample> = {
  segment: {
    content: () => ({
      ...channelKitOf("segment").blank,
      attributes: { which: "chosen", names: ["Plan"] },
      tokens: ["fcm"],
      keyValues,
    }),
    access: (key) => ({
      settings: { userId: "user_id", anonymousId: "anonymous_id" },
      secrets: { writeKey: key },
    }),
    idOf: ({ messageId }) => messageId,
  },
  eventbridge: {
    content: () => ({ ...channelKitOf("eventbridge").blank, tokens: ["apns"], keyValues }),
    access: (key) => ({
      settings: { accountId: "111122223333", region: "eu-west-1", bus: "default", accessKeyId: key },
      secrets: { secretAccessKey: CHANNEL_SECRET },
    }),
    idOf: ({ body }) => (body as { detail: { messageId: string } }).detail.messageId,
  },
  webhook: {
    content: (where) => ({
      method: "POST",
      url: `${where}/orders/{{ Profile.Identity }}?plan={{ Profile.Plan }}`,
      headers: [
        { name: "X-Plan", value: "{{ Profile.Plan }}", isSecret: false },
        { name: "X-Api-Key", value: "", isSecret: true },
      ],
      auth: { kind: "basic", user: "junction" },
      body: {
        kind: "json",
        text: '{"hi":"{{ Profile.Name | default: "there" }}","user":"{{ Profile.Identity }}"}',
      },
      repeats: "at_least_once",
    }),
    access: () => ({
      settings: {},
      secrets: { password: CHANNEL_SECRET, "header x-api-key": CHANNEL_SECRET },
    }),
    idOf: ({ messageId }) => messageId,
  },
  push: {
    content: () => ({
      ...channelKitOf("push").blank,
      platforms: ["android"],
      title: 'Hi {{ Profile.Name | default: "there" }}',
      body: "Your plan: {{ Profile.Plan }}",
      image: "https://cdn.shop.example/{{ Profile.Plan }}.png",
      action: "shop://orders/{{ Profile.Identity }}",
      tag: "orders-{{ Profile.Identity }}",
      keyValues,
    }),
    access: (key) => ({
      settings: { projectId: key },
      secrets: { serviceAccount: testServiceAccount(key) },
    }),
    partner: "fcm",
    services: (host) => ({ oauth: `${host}/oauth` }),
    idOf: ({ messageId }) => messageId.split(" ")[0] ?? "",
  },
  email: {
    partner: "smtp",
    content: () => ({
      ...channelKitOf("email").blank,
      subject: 'Hi {{ Profile.Name | default: "there" }}',
      html: '<body><p>Hi {{ Profile.Name | default: "there" }}, your plan is {{ Profile.Plan }}.</p></body>',
      fromName: "{{ Campaign.name }}",
    }),
    access: (key) => ({
      settings: { server: "sandbox", user: key, fromAddress: "news@example.com" },
      secrets: { password: CHANNEL_SECRET },
    }),
    idOf: ({ messageId }) => messageId.split("@")[0] ?? "",
  },
};

/** Somebody of this name who has everything that the samples ask for. */
export function sampleRecipient(name: string, more: Partial<Recipient> = {}): Recipient {
  return testRecipient({
    ids: { user_id: name, email: `${name}@example.com`, phone: null, anonymous_id: `anon-${name}` },
    tokens: [
      { kind: "fcm", token: `fcm-${name}` },
      { kind: "apns", token: `apns-${name}` },
    ],
    properties: { name: `N "${name}" – é 😀`, Plan: "gold" },
    messageId: `jm-${name}`,
    ...more,
  });
}
