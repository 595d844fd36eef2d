import { expect, test } from "vitest";
import { hasSandbox, partnerKits } from "./catalog.ts";
import { kitWith } from "./kit.ts";

test("an installation has a sandbox where some partner's region is only there because of it", () => {
  expect(hasSandbox({})).toBe(false);
  expect(hasSandbox({ JUNCTION_HOST_SEGMENT_US: "http://proxy.example" })).toBe(false);
  const hosts = { JUNCTION_HOST_SEGMENT_SANDBOX: "http://127.0.0.1:3001/segment" };
  expect(hasSandbox(hosts)).toBe(true);
  expect(kitWith(partnerKits.segment, hosts).regions.map(({ id }) => id)).toContain("sandbox");
});
