import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it, test } from "vitest";
import { httpClient } from "../../http/http-client.ts";
import type { JsonObject } from "../../kernel/json.ts";
import { recordTexts, wholeText } from "../../partners/record-texts.ts";
import { testOccasion, testRecipient } from "../../testing/recipient.ts";
import type { Recipient } from "../channel.ts";
import { contentProblems } from "../content-problems.ts";
import { webhookChannel } from "./channel.ts";
import { webhookChannelKit } from "./kit.ts";

let server: Server;
let base: string;
let status = 200;
let seen: { method: string; url: string; headers: IncomingHttpHeaders; body: string };
beforeAll(async () => {
  server = createServer(async (request, response) => {
    let body = "";
    for await (const piece of request) {
      body += piece;
    }
    seen = { method: request.method ?? "", url: request.url ?? "", headers: request.headers, body };
    if (status === 0) {
      request.socket.destroy();
      return;
    }
    const location = { location: "http://127.0.0.1:1/elsewhere" };
    response.writeHead(status, status === 302 ? location : {}).end(JSON.stringify(request.headers));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());

const contentOf = (more: JsonObject): JsonObject => ({
  ...webhookChannelKit.blank,
  url: `${base}/orders`,
  ...more,
});

function composed(more: JsonObject, recipient: Recipient = testRecipient()) {
  return webhookChannel.open(contentOf(more), {}).compose(recipient, testOccasion);
}

const SECRET = "planted-secret-0123456789";
const http = httpClient({ allowPrivateHosts: ["127.0.0.1"] });

async function sent(more: JsonObject, secrets: Record<string, string> = {}, recipient = testRecipient()) {
  const { lane, compose } = webhookChannel.open(contentOf(more), {});
  const { message } = compose(recipient, testOccasion);
  const text = wholeText(lane.encode(message ?? {}, recipient).text);
  return lane.send(recordTexts([text]), { settings: {}, secrets, baseUrl: "", http });
}

describe("a request", () => {
  it("is made of method, address, headers and a JSON body, with the message's id as its Idempotency-Key", async () => {
    status = 200;
    const answer = await sent({
      method: "PUT",
      url: `${base}/users/{{ Profile.Identity }}?plan={{ Profile.Plan }}`,
      headers: [{ name: "X-Plan", value: "{{ Profile.Plan | upcase }}", isSecret: false }],
      body: { kind: "json", text: '{"name":"{{ Profile.Name }}","cart":{{ Profile.cart_value }}}' },
    });
    expect(answer).toMatchObject({ verdict: "accepted", httpStatus: 200 });
    expect(seen).toMatchObject({
      method: "PUT",
      url: "/users/cust-1001?plan=gold",
      body: '{"name":"Asha Rao","cart":49.5}',
      headers: { "x-plan": "GOLD", "content-type": "application/json", "idempotency-key": "jm-1" },
    });
  });

  it("may carry a form or no body at all", async () => {
    const fields = [
      { key: "name", value: "{{ Profile.Name }} & co" },
      { key: "plan", value: "{{ Profile.Plan }}" },
    ];
    await sent({ body: { kind: "form", fields } });
    expect(seen.headers["content-type"]).toBe("application/x-www-form-urlencoded");
    expect(Object.fromEntries(new URLSearchParams(seen.body))).toEqual({
      name: "Asha Rao & co",
      plan: "gold",
    });
    await sent({ method: "GET", body: { kind: "none" } });
    expect([seen.method, seen.body, seen.headers["content-type"]]).toEqual(["GET", "", undefined]);
  });

  it("is signed in with what is secret, which is nowhere else", async () => {
    const more: JsonObject = {
      auth: { kind: "basic", user: "junction" },
      headers: [{ name: "X-Api-Key", value: "", isSecret: true }],
    };
    const answer = await sent(more, { password: SECRET, "header x-api-key": SECRET });
    expect(seen.headers.authorization).toBe(`Basic ${Buffer.from(`junction:${SECRET}`).toString("base64")}`);
    expect(seen.headers["x-api-key"]).toBe(SECRET);
    // The server repeats what it got.
    expect(answer.body).toContain("idempotency-key");
    expect(JSON.stringify(answer)).not.toContain(SECRET);
    expect(JSON.stringify([composed(more), webhookChannelKit.secrets(contentOf(more))])).not.toContain(
      SECRET,
    );
    expect(webhookChannelKit.secrets(contentOf(more)).map(({ key }) => key)).toEqual([
      "password",
      "header x-api-key",
    ]);
  });

  it("is not sent with a secret that would begin another header", async () => {
    const headers = [{ name: "X-Api-Key", value: "", isSecret: true }];
    const answer = await sent({ headers }, { "header x-api-key": "a\r\nx-evil: 1" });
    expect(answer).toMatchObject({ verdict: "refused", httpStatus: null });
  });
});

describe("what a person's values are changes neither the host nor the shape of a request", () => {
  const evil = (Plan: string) => testRecipient({ properties: { Plan } });

  it.each(["//evil.example/", "../../admin", "@evil.example", "?a=1&b=2#c", "a b"])(
    "%s in the path",
    (plan) => {
      const { message } = composed({ url: `${base}/p/{{ Profile.Plan }}/x` }, evil(plan));
      const { origin, search, hash } = new URL(String(message?.url));
      expect([origin, search, hash]).toEqual([base, "", ""]);
    },
  );

  it.each([".", "..", "/..", "../", "%2e."])("nor does %s, which would call another path", (plan) => {
    const url = `${base}/p/{{ Profile.Plan | raw }}/x?back=/../`;
    expect(composed({ url }, evil(plan)).skipped).toMatchObject({
      code: "invalid_url",
      reason: expect.stringContaining("another path"),
    });
    const encoded = composed({ url: url.replace(" | raw", "") }, evil(plan));
    const path = encoded.message ? new URL(String(encoded.message.url)).pathname : null;
    expect(path === null || /^\/p\/[^/]+\/x$/.test(path)).toBe(true);
  });

  it("but the author may go up a path", () => {
    const { message } = composed({ url: `${base}/a/../{{ Profile.Plan }}` }, evil("gold"));
    expect(message?.url).toBe(`${base}/gold`);
  });

  it("a quote or a line break in the body's JSON", () => {
    const text = '{"plan":"{{ Profile.Plan }}"}';
    const { message } = composed({ body: { kind: "json", text } }, evil('a", "admin": "true\n'));
    expect(JSON.parse(String(message?.body))).toEqual({ plan: 'a", "admin": "true\n' });
  });

  it.each<[string, JsonObject]>([
    ["invalid_header", { headers: [{ name: "X-Plan", value: "{{ Profile.Plan }}", isSecret: false }] }],
    ["invalid_json", { body: { kind: "json", text: '{"plan":{{ Profile.Plan }}}' } }],
  ])("nothing is sent with an %s, and the reason says why", (code, more) => {
    expect(composed(more, evil("a\r\nb: c")).skipped).toMatchObject({
      code,
      reason: expect.stringMatching(/.{20}/),
    });
  });

  it("nor do they where the author leaves them unescaped", () => {
    const { message } = composed({ url: `${base}/{{ Profile.Plan | raw }}` }, evil("\r\n@evil.example/"));
    expect(new URL(String(message?.url)).origin).toBe(base);
  });
});

describe("an answer", () => {
  const verdicts = async (repeats: string, statuses: number[]) => {
    const found: [number, string][] = [];
    for (const each of statuses) {
      status = each;
      const { verdict, failed, refusals, message } = await sent({ repeats });
      expect(message).toContain("127.0.0.1");
      if (failed) {
        expect([verdict, refusals]).toEqual([
          "accepted",
          [{ index: 0, code: "webhook_failed", reason: `${message}.`, again: true }],
        ]);
      }
      found.push([each, failed ? "failed" : verdict]);
    }
    return found;
  };

  it("of 2xx is sent, of 429 waits, of 5xx is sent again alone, 401 ends the run, others are about this person alone", async () => {
    expect(
      await verdicts("at_least_once", [200, 201, 204, 302, 400, 401, 403, 404, 410, 429, 500, 503]),
    ).toEqual([
      [200, "accepted"],
      [201, "accepted"],
      [204, "accepted"],
      [302, "split"],
      [400, "split"],
      [401, "unauthorised"],
      [403, "split"],
      [404, "split"],
      [410, "split"],
      [429, "later"],
      [500, "failed"],
      [503, "failed"],
    ]);
  });

  it("that does not come may be about this person alone, but not where there is no connection at all", async () => {
    status = 0;
    expect(await sent({})).toMatchObject({ failed: true, httpStatus: null });
    expect(await sent({ url: "http://127.0.0.1:1/x" })).toMatchObject({ verdict: "later" });
  });

  it("is not waited for twice where a message is sent once at most: only 429 says that nothing was taken", async () => {
    expect(await verdicts("at_most_once", [200, 408, 429, 500, 503])).toEqual([
      [200, "accepted"],
      [408, "split"],
      [429, "later"],
      [500, "split"],
      [503, "split"],
    ]);
    const away = await sent({ repeats: "at_most_once", url: "http://127.0.0.1:1/x" });
    expect(away).toMatchObject({ verdict: "split", httpStatus: null });
    expect(away.message).toContain("not known");
  });
});

test.each<[string, JsonObject, string]>([
  ["no address", { url: "" }, "url"],
  ["another protocol", { url: "ftp://shop.example/" }, "url"],
  ["a host that Liquid makes", { url: "https://{{ Profile.Plan }}.example/" }, "url"],
  ["a host that Liquid goes on with", { url: "https://shop.example{{ Profile.Plan }}/" }, "url"],
  ["a port that Liquid makes", { url: "https://shop.example:{{ Profile.Plan }}/" }, "url"],
  ["a host behind a backslash", { url: "https:\\\\shop.example/" }, "url"],
  ["credentials in the address", { url: "https://a:b@shop.example/" }, "url"],
  [
    "a header of Junction's own",
    { headers: [{ name: "Host", value: "x", isSecret: false }] },
    "headers[0].name",
  ],
  ["a header with a space", { headers: [{ name: "X A", value: "x", isSecret: false }] }, "headers[0].name"],
  ["a secret in the content", { headers: [{ name: "X-A", value: "x", isSecret: true }] }, "headers[0].value"],
  ["a user with a colon", { auth: { kind: "basic", user: "a:b" } }, "auth.user"],
  ["a body of a GET", { method: "GET" }, "body.kind"],
  ["an empty body", { body: { kind: "json", text: " " } }, "body.text"],
  ["a body that is JSON for nobody", { body: { kind: "json", text: '{"a": "b"' } }, "body.text"],
  [
    "a field without a name",
    { body: { kind: "form", fields: [{ key: "", value: "x" }] } },
    "body.fields[0].key",
  ],
])("%s is told at its field", (_name, more, path) => {
  const problems = contentProblems(webhookChannelKit, {
    ...contentOf({}),
    url: "https://shop.example/",
    ...more,
  });
  expect(problems.map((problem) => problem.path)).toEqual([path]);
});
