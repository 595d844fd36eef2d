import { describe, expect, it } from "vitest";
import type { PartnerAccess } from "../connector.ts";
import { callPutEvents } from "./call-aws.ts";

const entries = [{ Source: "junction", DetailType: "message", Detail: "{}" }];

function accessTo(status: number, body: object): PartnerAccess {
  return {
    settings: { accountId: "111122223333", region: "eu-west-1", accessKeyId: "AKIA1" },
    secrets: { secretAccessKey: "secret" },
    baseUrl: "https://events.example",
    http: async () => ({ status, headers: {}, body: JSON.stringify(body) }),
  };
}

const failed = (code: string) => ({ ErrorCode: code, ErrorMessage: "why" });
const taken = { EventId: "e-1" };

describe("what AWS says to a request", () => {
  it.each([
    [400, "ThrottlingException", "later"],
    [400, "RequestExpired", "later"],
    [400, "RequestAbortedException", "later"],
    [400, "ValidationException", "split"],
    [413, "RequestEntityTooLargeException", "split"],
    [403, "IncompleteSignature", "unauthorised"],
    [403, "OptInRequired", "unauthorised"],
    [400, "ExpiredTokenException", "unauthorised"],
    [400, "AccessDeniedException", "unauthorised"],
    [400, "ResourceNotFoundException", "refused"],
    [500, "InternalFailure", "later"],
  ])("%i %s means %s", async (status, type, verdict) => {
    const { answer, results } = await callPutEvents(
      entries,
      accessTo(status, { __type: type, message: "why" }),
    );
    expect({ verdict: answer.verdict, results }).toEqual({ verdict, results: null });
  });
});

describe("what AWS says to the entries", () => {
  const answered = async (...results: object[]) => {
    const put = results.map(() => entries[0] as (typeof entries)[0]);
    const access = accessTo(200, { FailedEntryCount: 1, Entries: results });
    const { answer, results: read } = await callPutEvents(put, access);
    return { verdict: answer.verdict, read: read?.length ?? null, message: answer.message };
  };

  it.each([
    "AccessDeniedException",
    "InvalidAccountIdException",
    "NotAuthorizedForSourceException",
    "NotAuthorizedForDetailTypeException",
  ])("%s to all of them is the connection's fault: nobody loses a message by it", async (code) => {
    expect(await answered(failed(code), failed(code))).toEqual({
      verdict: "unauthorised",
      read: null,
      message: `Amazon EventBridge answers ${code} to every event: why`,
    });
  });

  it("anything else is told of each", async () => {
    const denied = failed("AccessDeniedException");
    expect(await answered(denied, taken)).toMatchObject({ verdict: "accepted", read: 2 });
    expect(await answered(denied, failed("MalformedDetail"))).toMatchObject({ verdict: "accepted", read: 2 });
    expect(await answered(failed("ThrottlingException"))).toMatchObject({ verdict: "accepted", read: 1 });
  });
});
