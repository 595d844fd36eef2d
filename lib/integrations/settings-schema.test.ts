import { describe, expect, it } from "vitest";
import { Fault } from "../kernel/fault.ts";
import { eventbridgeKit } from "../partners/eventbridge/kit.ts";
import { kitWith } from "../partners/kit.ts";
import { segmentKit } from "../partners/segment/kit.ts";
import { parseSettings } from "./settings-schema.ts";

function problemsOf(values: Record<string, string>): Record<string, string> {
  try {
    parseSettings(segmentKit, values);
    return {};
  } catch (error) {
    if (error instanceof Fault) {
      return Object.fromEntries(error.problems.map((problem) => [problem.path, problem.message]));
    }
    throw error;
  }
}

describe("the settings of a connection", () => {
  it("take the kit's defaults where nothing was entered, and keep secrets apart", () => {
    expect(parseSettings(segmentKit, { writeKey: "  abc  " })).toEqual({
      settings: { region: "us", userId: "user_id", anonymousId: "anonymous_id" },
      secrets: { writeKey: "abc" },
    });
  });

  it("let an optional slot be empty", () => {
    expect(parseSettings(segmentKit, { writeKey: "abc", anonymousId: "" }).settings.anonymousId).toBe("");
  });

  it("name every field that is wrong", () => {
    const problems = problemsOf({ writeKey: "", region: "mars", userId: "", anonymousId: "constructor" });
    expect(Object.keys(problems).sort()).toEqual([
      "values.anonymousId",
      "values.region",
      "values.userId",
      "values.writeKey",
    ]);
    expect(problems["values.writeKey"]).toBe("Enter the Write Key");
    expect(problemsOf({})["values.writeKey"]).toBe("Enter the Write Key");
    expect(problems["values.region"]).toMatch(/^Choose one of: US Region, EU Region/);
  });

  it("take the sandbox's region only where this installation has a sandbox", () => {
    const hosts = { JUNCTION_HOST_SEGMENT_SANDBOX: "http://127.0.0.1:4000/segment" };
    const values = { writeKey: "a", region: "sandbox" };
    expect(parseSettings(kitWith(segmentKit, hosts), values).settings.region).toBe("sandbox");
    expect(() => parseSettings(kitWith(segmentKit, {}), values)).toThrow("US Region, EU Region");
  });

  it("refuse keys that could break a header, and settings that the kit does not know", () => {
    expect(Object.keys(problemsOf({ writeKey: "a\r\nHost: x" }))).toEqual(["values.writeKey"]);
    expect(Object.keys(problemsOf({ writeKey: "a".repeat(201) }))).toEqual(["values.writeKey"]);
    expect(Object.keys(problemsOf({ writeKey: "a", more: "b" }))).toEqual(["values.more"]);
  });

  it("ask for what a choice needs, and leave out what it does not", () => {
    const bus = { accountId: "111122223333" };
    const role = { authentication: "role", roleArn: "arn:aws:iam::111122223333:role/junction" };
    const key = { accessKeyId: "AKIA1", secretAccessKey: "secret" };
    expect(parseSettings(eventbridgeKit, { ...bus, ...role, ...key })).toEqual({
      settings: { ...bus, ...role, region: "eu-west-1", bus: "default", entrySize: "256", externalId: "" },
      secrets: {},
    });
    const { settings, secrets } = parseSettings(eventbridgeKit, { ...bus, ...key, roleArn: "anything" });
    expect(settings).toMatchObject({ authentication: "key", accessKeyId: "AKIA1" });
    expect(settings).not.toHaveProperty("roleArn");
    expect(secrets).toEqual({ secretAccessKey: "secret" });
    const problemsWith = (values: Record<string, string>) => {
      try {
        parseSettings(eventbridgeKit, values);
        return [];
      } catch (error) {
        return error instanceof Fault ? error.problems.map(({ path }) => path).sort() : [String(error)];
      }
    };
    expect(problemsWith({ authentication: "role_key" })).toEqual([
      "values.accessKeyId",
      "values.accountId",
      "values.roleArn",
      "values.secretAccessKey",
    ]);
    expect(problemsWith({ ...bus, ...key, authentication: "none" })).toContain("values.authentication");
    expect(problemsWith({ ...bus, ...key, more: "x" })).toEqual(["values"]);
  });
});
