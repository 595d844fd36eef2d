import { expect, it } from "vitest";
import { isJsonObject } from "../kernel/json.ts";
import { sdkConfig } from "./sdk-config.ts";

it("tells an SDK to send, to nowhere else, and to report nothing about itself", () => {
  const { source } = sdkConfig("wk_1");
  expect(isJsonObject(source) && source).toMatchObject({
    enabled: true,
    writeKey: "wk_1",
    destinations: [],
    config: { statsCollection: { errors: { enabled: false }, metrics: { enabled: false } } },
  });
});
