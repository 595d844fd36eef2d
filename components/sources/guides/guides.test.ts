import { describe, expect, it } from "vitest";
import { platforms } from "@/lib/sources/schema.ts";
import { guides } from "./guides.ts";

const installation = { address: "https://junction.example:8443", writeKey: "wk_test" };

describe.each(platforms)("the guide for %s", (platform) => {
  it.each(guides[platform])("names the write key and this installation: $label", (guide) => {
    const code = guide
      .steps(installation)
      .map((step) => step.code)
      .join("\n");
    expect(code).toContain("wk_test");
    expect(code).toContain("junction.example:8443");
  });
});

describe("the guide for Segment on the web", () => {
  it("speaks plain HTTP to an installation without TLS", () => {
    const [, segment] = guides.web;
    const code = segment
      ?.steps({ ...installation, address: "http://localhost:3000" })
      .map((step) => step.code)
      .join("\n");
    expect(code).toContain('apiHost: "localhost:3000/v1"');
    expect(code).toContain('protocol: "http"');
  });
});
