import type { PartnerId } from "../partners/catalog.ts";
import { generateKeyPair } from "../partners/vapid/key-pair.ts";
import { privateKeyPiece, testServiceAccount } from "./service-account.ts";

/** What partners are connected with in tests whose secrets have a shape of their own, or that lack a default. `planted`: what nobody may see. */
type Sample = { settings: Record<string, string>; secrets?: Record<string, string>; planted?: string };

const pair = generateKeyPair();

export const partnerSamples: Partial<Record<PartnerId, Sample>> = {
  fcm: {
    settings: {},
    secrets: { serviceAccount: testServiceAccount("shop-prod") },
    planted: privateKeyPiece(),
  },
  vapid: {
    settings: { publicKey: pair.publicKey, subject: "mailto:push@shop.example" },
    secrets: { privateKey: pair.privateKey },
    planted: pair.privateKey,
  },
  smtp: { settings: { user: "junction", security: "none" } },
};
