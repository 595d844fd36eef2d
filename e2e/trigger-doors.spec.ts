import type { Page } from "@playwright/test";
import { port } from "./fixtures/installation.ts";
import { expect, test } from "./fixtures/test.ts";

const address = `http://localhost:${port}`;

const doorOf = (version: "1" | "2") => `${address}/${version}/send/externaltrigger.json`;

async function posted(page: Page, path: string, data: unknown, method: "post" | "patch" = "post") {
  const response = await page.request[method](`/api/v1${path}`, { data });
  expect([path, response.ok(), await response.text()]).toEqual([path, true, expect.any(String)]);
  return response.json();
}

async function answerAt(url: string, headers: Record<string, string>, body: unknown) {
  const response = await fetch(url, {
    ...{ method: "POST", body: typeof body === "string" ? body : JSON.stringify(body) },
    headers: { "content-type": "application/json", ...headers },
  });
  const { receipt, ...said } = await response.json();
  const told = { status: response.status, type: response.headers.get("content-type"), said };
  return { receipt, told, router: response.headers.get("vary") };
}

test("a server triggers an order confirmation by webhook, by both versions, and follows its receipt to delivery", async ({
  adminPage: page,
}) => {
  const accounts = await (await page.request.get("/api/v1/sandbox/accounts")).json();
  const shop = accounts.items.find((item: { partner: string }) => item.partner === "webhook");
  const order = `doors-${Date.now()}`;
  const { secret } = await posted(page, "/api-keys", { name: "Trigger doors", role: "marketer" });
  const { writeKey } = await posted(page, "/sources", { name: "Trigger doors", platform: "http" });
  const asha = `asha-${order}`;
  const known = await fetch(`${address}/v1/identify`, {
    method: "POST",
    headers: { authorization: `Basic ${Buffer.from(`${writeKey.key}:`).toString("base64")}` },
    body: JSON.stringify({ userId: asha, traits: { email: `${asha}@example.com` } }),
  });
  expect(known.status).toBe(200);

  const made = await posted(page, "/campaigns", { channel: "webhook", qualification: "external" });
  const { draft } = made;
  const text = '{"identity":"{{ ExternalTrigger.OrderId }}"}';
  draft.what.content = {
    ...draft.what.content,
    url: `${shop.address}/confirm`,
    body: { kind: "json", text },
  };
  const changed = await posted(page, `/campaigns/${made.id}`, { version: made.version, draft }, "patch");
  const { number } = await posted(page, `/campaigns/${made.id}/publish`, { version: changed.version });

  await page.goto("/settings/api-keys");
  const account = await page.getByText(/^[0-9a-f]{8}-[0-9a-f-]{27}$/).textContent();
  const clevertap = { "x-clevertap-account-id": account ?? "", "x-clevertap-passcode": secret };
  const bearer = { authorization: `Bearer ${secret}` };
  const to = { identity: [asha, "nobody"] };
  const wanted: ["1" | "2", Record<string, string>, unknown, number][] = [
    ["1", clevertap, { to, campaign_id: number, ExternalTrigger: { OrderId: `${order}-1` } }, 200],
    [
      "2",
      bearer,
      { to, campaign_id_list: [Number(number)], ExternalTrigger: { OrderId: `${order}-2` } },
      200,
    ],
    ["1", bearer, { to: { email: ["stranger@example.com"] }, campaign_id: number }, 200],
    ["1", clevertap, "{", 400],
    ["1", { ...clevertap, "x-clevertap-passcode": "jk_wrong" }, { to, campaign_id: number }, 401],
    ["1", clevertap, { to, campaign_id: "1" }, 404],
    ["1", { ...clevertap, "content-type": "text/plain" }, { to, campaign_id: number }, 415],
    ["1", clevertap, { to, campaign_id: number, more: "x".repeat(2_200_000) }, 413],
  ];
  const receipts: string[] = [];
  for (const [version, headers, body, status] of wanted) {
    const { told, receipt } = await answerAt(doorOf(version), headers, body);
    expect(told.status).toBe(status);
    receipts.push(...(receipt === undefined ? [] : [receipt]));
  }
  expect(receipts).toHaveLength(3);
  const arrived = async () => {
    const listed = await (await page.request.get(`/api/v1/sandbox/accounts/${shop.id}/messages`)).json();
    const people: string[] = listed.items.map(({ person }: { person: string }) => person);
    return people.filter((person) => person.startsWith(order)).sort();
  };
  await expect.poll(arrived).toEqual(["1", "2"].map((n) => `${order}-${n}`));
  const outcome = async () => {
    const receipt = await (await page.request.get(`/api/v1/receipts/${receipts[0]}`)).json();
    return receipt.recipients.map((one: { verdict: string; status: string }) => [one.verdict, one.status]);
  };
  await expect.poll(outcome).toEqual([
    ["queued", "sent"],
    ["refused", null],
  ]);
});
