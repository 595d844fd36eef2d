import { expect, it } from "vitest";
import type { PartnerAccess } from "../connector.ts";
import { busClient } from "./bus-client.ts";

const access = (): PartnerAccess => ({
  baseUrl: "https://events.eu-west-1.amazonaws.com",
  settings: { region: "eu-west-1" },
  secrets: {},
  http: () => Promise.reject(new Error("Nothing is called here.")),
});
const key = { accessKeyId: "AKIA1", secretAccessKey: "one" };

it("keeps a client as long as an account is open and signs with the same", async () => {
  const open = access();
  const first = await busClient(open, key);
  expect(await busClient(open, { ...key })).toBe(first);
  const renewed = await busClient(open, { ...key, sessionToken: "a role's next hour" });
  expect(renewed).not.toBe(first);
  expect((await renewed.config.credentials()).sessionToken).toBe("a role's next hour");
  expect(await busClient(access(), key)).not.toBe(first);
});
