import type { Occasion, Recipient } from "../channels/channel.ts";

/** Somebody who has everything that a channel may ask for. */
export function testRecipient(more: Partial<Recipient> = {}): Recipient {
  return {
    personId: "0190a000-0000-7000-8000-000000000001",
    ids: {
      user_id: "cust-1001",
      email: "asha@example.com",
      phone: "+919800000001",
      anonymous_id: "anon-1",
      device_id: "device-1",
    },
    properties: { name: "Asha Rao", Plan: "gold", cart_value: 49.5 },
    tokens: [
      { kind: "fcm", token: "fcm-1" },
      { kind: "apns", token: "apns-1" },
      { kind: "web", token: "web-1" },
    ],
    messageId: "jm-1",
    timestamp: "2026-01-01T00:00:00.000Z",
    ...more,
  };
}

export const testOccasion: Occasion = {
  variables: { Campaign: { campaignId: "1767000001", name: "Spring sale" } },
  options: { now: new Date("2026-01-01T00:00:00Z"), timeZone: "UTC" },
  missing: "default",
};
