import { describe, expect, it, test } from "vitest";
import { Fault } from "../../kernel/fault.ts";
import type { HttpAnswer, HttpRequest } from "../../kernel/http-client.ts";
import type { PartnerAccess } from "../connector.ts";
import { recordTexts } from "../record-texts.ts";
import { clevertapAudience, clevertapConnector } from "./connector.ts";

function accessTo(answer: Partial<HttpAnswer> | Fault): { access: PartnerAccess; requests: HttpRequest[] } {
  const requests: HttpRequest[] = [];
  return {
    requests,
    access: {
      settings: { accountId: "ACC-1" },
      secrets: { passcode: "planted-passcode" },
      baseUrl: "https://clevertap.example",
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

const lane = clevertapAudience({ name: "Fans", settings: { keyTitle: "quiz" }, columns: [] });
const record = (identity: string) =>
  lane.encode({ change: "set", identity, properties: {}, messageId: "m", timestamp: "" }).text;
const three = [record("u1"), record("u2"), record("u3")];
const skipped = (number: number, code: number) =>
  `Profile data is incorrect. ErrorCode: ${code} - not valid. Skipped record number : ${number}`;

const sendOn = (body: unknown, texts = three, status = 200) =>
  lane.send(
    recordTexts(texts),
    accessTo({ status, body: typeof body === "string" ? body : JSON.stringify(body) }).access,
  );

test("a batch is one upload with the account and the passcode in its headers and never in the body", async () => {
  const { access, requests } = accessTo({ body: '{"status":"success","processed":3,"unprocessed":[]}' });
  expect(await lane.send(recordTexts(three), access)).toMatchObject({ verdict: "accepted", refusals: [] });
  const [request] = requests;
  expect(request).toMatchObject({ method: "POST", url: "https://clevertap.example/1/upload" });
  expect(request?.headers).toMatchObject({
    "x-clevertap-account-id": "ACC-1",
    "x-clevertap-passcode": "planted-passcode",
  });
  const body = String(request?.body);
  expect(JSON.parse(body).d.map((one: { identity: string }) => one.identity)).toEqual(["u1", "u2", "u3"]);
  expect(body).not.toContain("planted");
  expect(Buffer.byteLength(body)).toBe(
    lane.envelopeBytes + three.reduce((sum, text) => sum + Buffer.byteLength(text) + 1, -1),
  );
});

describe("200 is read, not believed", () => {
  it.each([
    ["a success", { status: "success", processed: 3, unprocessed: [] }, "accepted"],
    ["a success that counts in texts", { status: "success", processed: "3", unprocessed: [] }, "accepted"],
    ["a success with nothing for a list", { status: "success", unprocessed: null, error: null }, "accepted"],
    ["a success with a refusal of nobody", { status: "success", unprocessed: [{ code: 515 }] }, "accepted"],
    ["a part of it, after all the whole", { status: "partial", processed: 3, unprocessed: [] }, "accepted"],
    ["a part of it, without which", { status: "partial", processed: 2, unprocessed: [] }, "split"],
    ["a part of it, in no words", { status: "partial", processed: 2, unprocessed: [null, "u3"] }, "split"],
    ["a record's error in place of a status", { status: "fail", error: "odd", code: 513 }, "split"],
    ["a web page", "<html>Sign in</html>", "later"],
    ["nothing", "", "later"],
    ["an empty object", "{}", "later"],
    ["another product's JSON", { success: true }, "later"],
    ["an array", "[]", "later"],
    ["a failure without records", { status: "fail", error: "odd" }, "split"],
    ["bad credentials", { status: "fail", error: "Invalid Credentials", code: 401 }, "unauthorised"],
    ["too much at once", { status: "fail", error: "Too many", code: 429 }, "later"],
  ] as const)("%s", async (_name, body, verdict) => {
    expect(await sendOn(body)).toMatchObject({ verdict, httpStatus: 200 });
  });

  test("records that were left out are found by their number, counted from one", async () => {
    const said = await sendOn({
      status: "partial",
      processed: 1,
      unprocessed: [
        { status: "fail", code: 523, error: skipped(3, 523), record: { identity: "u3" } },
        { status: "fail", code: 555, error: skipped(1, 555) },
      ],
    });
    expect(said.verdict).toBe("accepted");
    expect(said.refusals).toMatchObject([
      { index: 0, code: "clevertap_555", again: true },
      { index: 2, code: "clevertap_523", again: false },
    ]);
    expect(said.refusals?.[1]?.reason).toBe(
      "CleverTap refuses the record: the record has no identity, or one that is not valid (523).",
    );
  });

  test("or by the record that came back, which is believed more than the number", async () => {
    const said = await sendOn({
      status: "partial",
      processed: 2,
      unprocessed: [{ status: "fail", code: 515, error: skipped(1, 515), record: { identity: "u2" } }],
    });
    expect(said.refusals).toMatchObject([{ index: 1, code: "clevertap_515" }]);
    const without = await sendOn({
      status: "partial",
      processed: 2,
      unprocessed: [{ status: "fail", code: 515, error: "no number", record: { identity: "u3" } }],
    });
    expect(without.refusals).toMatchObject([{ index: 2 }]);
  });

  test("all refused is a refusal of each", async () => {
    const said = await sendOn({
      status: "fail",
      processed: 0,
      unprocessed: three.map((_, index) => ({ code: 524, error: skipped(index + 1, 524) })),
    });
    expect(said.verdict).toBe("accepted");
    expect(said.refusals?.map(({ index }) => index)).toEqual([0, 1, 2]);
  });

  test("a failure of all that names only some is looked for by halves: nobody was taken", async () => {
    const unprocessed = [1, 2].map((number) => ({ code: 524, error: skipped(number, 524) }));
    expect((await sendOn({ status: "fail", processed: 0, unprocessed })).verdict).toBe("split");
    expect((await sendOn({ status: "fail", unprocessed })).verdict).toBe("split");
    expect((await sendOn({ status: "partial", processed: 1, unprocessed })).verdict).toBe("accepted");
  });

  it.each([[4], [0], [99]])(
    "a record number %i that the request has not is looked for by halves",
    async (number) => {
      const unprocessed = [{ code: 515, error: skipped(number, 515) }];
      expect((await sendOn({ status: "partial", processed: 2, unprocessed })).verdict).toBe("split");
      const alone = await sendOn({ status: "fail", processed: 0, unprocessed }, [record("u9")]);
      expect(alone.refusals).toMatchObject([{ index: 0, code: "clevertap_515" }]);
    },
  );

  test("a code that is not known keeps CleverTap's words, and one that stands in the text is read", async () => {
    const said = await sendOn({
      status: "partial",
      processed: 1,
      unprocessed: [
        { code: 599, error: "A new rule. Skipped record number : 1" },
        { code: null, error: skipped(2, 516) },
        { error: "Skipped record number : 3" },
      ],
    });
    expect(said.refusals?.map(({ code }) => code)).toEqual([
      "clevertap_599",
      "clevertap_516",
      "clevertap_unknown",
    ]);
    expect(said.refusals?.[0]?.reason).toContain("A new rule");
  });
});

describe("a status is understood", () => {
  it.each([
    [201, "later"],
    [204, "accepted"],
    [302, "refused"],
    [400, "split"],
    [401, "unauthorised"],
    [403, "unauthorised"],
    [404, "refused"],
    [429, "later"],
    [500, "later"],
    [503, "later"],
  ] as const)("%i means %s", async (status, verdict) => {
    const said = await sendOn("why", three, status);
    expect(said).toMatchObject({ verdict, httpStatus: status });
    expect(said.message).toContain("CleverTap");
  });

  test("no answer means later, a refused address means never", async () => {
    const away = accessTo(new Fault("unavailable", "No answer", { retry: "later" }));
    expect((await lane.send(recordTexts(three), away.access)).verdict).toBe("later");
    const refused = accessTo(new Fault("invalid", "A private address", { retry: "never" }));
    expect((await lane.send(recordTexts(three), refused.access)).verdict).toBe("refused");
  });
});

describe("a test of the connection says in words what came back, and stores nothing", () => {
  it.each([
    ["accepted", { body: '{"status":"success","processed":0,"unprocessed":[]}' }, true, null],
    [
      "only the empty list is not liked",
      { status: 400, body: '{"status":"fail","error":"empty"}' },
      true,
      null,
    ],
    [
      "wrong",
      { status: 401, body: '{"status":"fail","error":"Invalid Credentials","code":401}' },
      false,
      "never",
    ],
    ["wrong in the body", { body: '{"status":"fail","error":"no","code":401}' }, false, "never"],
    ["something else lives there", { body: "<html>" }, false, "never"],
    ["a bad request to something else", { status: 400, body: "<html>" }, false, "never"],
    ["no such path", { status: 404 }, false, "never"],
    ["down", { status: 503 }, false, "later"],
    ["nobody", new Fault("unavailable", "No answer", { retry: "later" }), false, "later"],
  ] as const)("%s", async (_name, answer, ok, retry) => {
    const { access, requests } = accessTo(answer);
    const verification = await clevertapConnector.verify(access);
    expect(verification).toMatchObject({ ok, retry });
    expect(verification.message.length).toBeGreaterThan(20);
    expect(verification.message).not.toContain("planted");
    expect(requests.map((request) => String(request.body))).toEqual(['{"d":[]}']);
  });

  test("a refusal names the passcode and the region, which CleverTap does not tell apart", async () => {
    const { access } = accessTo({ status: 401 });
    const { message } = await clevertapConnector.verify(access);
    expect(message).toContain("passcode");
    expect(message).toContain("Instance URL");
  });
});
