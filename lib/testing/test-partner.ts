import { afterAll, beforeAll, beforeEach } from "vitest";
import type { JsonObject } from "../kernel/json.ts";
import { type PartnerServer, partnerServer } from "./partner-server.ts";

/** A partner's server for all tests of a file, which forgets everything between two of them. */
export function testPartner(): PartnerServer {
  const partner = partnerServer();
  beforeAll(() => partner.listen());
  afterAll(() => partner.close());
  beforeEach(() => partner.reset());
  return partner;
}

/** A track call of a known user. */
export const did = (userId: string, event: string, properties: JsonObject = {}) => ({
  type: "track",
  userId,
  event,
  properties,
});

/** Whom a partner has messages of, in order, each as often as there are. */
export const sentTo = ({ messages }: Pick<PartnerServer, "messages">) =>
  [...messages.values()].map(({ message }) => message.userId).sort();

/** The same with the event of each message. */
export const sentEvents = ({ messages }: Pick<PartnerServer, "messages">) =>
  [...messages.values()].map(({ message }) => `${message.userId} ${message.event}`).sort();
