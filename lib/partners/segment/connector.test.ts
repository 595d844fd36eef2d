import { describe, expect, test } from "vitest";
import { Fault } from "../../kernel/fault.ts";
import type { HttpAnswer, HttpRequest } from "../../kernel/http-client.ts";
import type { PartnerAccess } from "../connector.ts";
import { recordTexts } from "../record-texts.ts";
import { segmentConnector } from "./connector.ts";
import { segmentLane } from "./export-lane.ts";

function accessTo(answer: Partial<HttpAnswer> | Fault): { access: PartnerAccess; requests: HttpRequest[] } {
  const requests: HttpRequest[] = [];
  return {
    requests,
    access: {
      settings: {},
      secrets: { writeKey: "wk" },
      baseUrl: "https://segment.example",
      http: async (request) => {
        requests.push(request);
        if (answer instanceof Fault) {
          throw answer;
        }
        return { status: 200, headers: {}, body: "", ...answer };
      },
    },
  };
}

describe("the partner's answer is understood", () => {
  test.each([
    [200, "accepted"],
    [204, "accepted"],
    [301, "refused"],
    [400, "split"],
    [401, "unauthorised"],
    [403, "unauthorised"],
    [404, "refused"],
    [408, "later"],
    [410, "later"],
    [413, "split"],
    [429, "later"],
    [460, "later"],
    [500, "later"],
    [501, "refused"],
    [502, "later"],
    [503, "later"],
    [504, "later"],
    [505, "refused"],
    [511, "refused"],
  ] as const)("%i means %s", async (status, verdict) => {
    const { access } = accessTo({ status, body: "why" });
    const answer = await segmentLane.send(recordTexts(["{}"]), access);
    expect(answer).toMatchObject({ verdict, httpStatus: status, body: "why" });
    expect(answer.message).toContain("Segment");
  });

  test("how long to stay away is read in seconds and as a date", async () => {
    const { access } = accessTo({ status: 429, headers: { "retry-after": "7" } });
    expect((await segmentLane.send(recordTexts(["{}"]), access)).retryAfterMs).toBe(7_000);
    const date = new Date(Date.now() + 60_000).toUTCString();
    const dated = accessTo({ status: 429, headers: { "retry-after": date } });
    const { retryAfterMs } = await segmentLane.send(recordTexts(["{}"]), dated.access);
    expect(retryAfterMs).toBeGreaterThan(55_000);
    expect(retryAfterMs).toBeLessThanOrEqual(60_000);
  });

  test("no answer means later, a refused address means never", async () => {
    const away = accessTo(new Fault("unavailable", "No answer", { retry: "later" }));
    expect((await segmentLane.send(recordTexts(["{}"]), away.access)).verdict).toBe("later");
    const refused = accessTo(new Fault("invalid", "A private address", { retry: "never" }));
    expect((await segmentLane.send(recordTexts(["{}"]), refused.access)).verdict).toBe("refused");
  });
});

test("a batch is one POST with the key by Basic authentication and never in the body", async () => {
  const { access, requests } = accessTo({});
  await segmentLane.send(recordTexts(['{"a":1}', '{"b":2}']), access);
  const [request] = requests;
  expect(request).toMatchObject({ method: "POST", url: "https://segment.example/v1/batch" });
  expect(request?.headers?.authorization).toBe(`Basic ${Buffer.from("wk:").toString("base64")}`);
  const body = JSON.parse(String(request?.body));
  expect(body.batch).toEqual([{ a: 1 }, { b: 2 }]);
  expect(Object.keys(body)).toEqual(["batch", "sentAt"]);
  expect(String(request?.body)).not.toContain("wk");
});

test("the room for the envelope is exactly what it takes", async () => {
  const { access, requests } = accessTo({});
  await segmentLane.send(recordTexts(['{"a":1}', '{"b":2}']), access);
  const length = Buffer.byteLength(String(requests[0]?.body));
  expect(length).toBe(segmentLane.envelopeBytes + '{"a":1}'.length + 1 + '{"b":2}'.length);
});

test("what is shown of a request masks the key", () => {
  const shown = segmentLane.show(["{}"], { settings: {}, baseUrl: "https://segment.example" });
  expect(shown.headers.authorization).toBe("Basic ••••");
});

describe("a test of the connection says in words what came back", () => {
  test.each([
    [{ status: 200 }, true, null],
    [{ status: 401 }, false, "never"],
    [{ status: 404 }, false, "never"],
    [{ status: 503 }, false, "later"],
    [new Fault("unavailable", "No answer", { retry: "later" }), false, "later"],
  ] as const)("%o", async (answer, ok, retry) => {
    const { access, requests } = accessTo(answer);
    const verification = await segmentConnector.verify(access);
    expect(verification).toMatchObject({ ok, retry });
    expect(verification.message.length).toBeGreaterThan(20);
    expect(verification.message).not.toContain("wk");
    expect(requests).toHaveLength(1);
  });

  test("its call is one that Segment answers like any other and does not take", async () => {
    const { access, requests } = accessTo({ status: 200 });
    await segmentConnector.verify(access);
    await segmentConnector.verify(access);
    const [first, second] = requests.map(({ url, body }) => {
      expect(url).toBe("https://segment.example/v1/batch");
      const { batch } = JSON.parse(String(body));
      expect(batch).toHaveLength(1);
      return batch[0];
    });
    expect(first).toMatchObject({ type: "track", anonymousId: expect.stringMatching(/./) });
    expect(first).not.toHaveProperty("event");
    expect(first).not.toHaveProperty("userId");
    expect(first.messageId.length).toBeLessThan(100);
    // Another id each time, or de-duplication would keep a second test out of the debugger.
    expect(second.messageId).not.toBe(first.messageId);
  });
});
