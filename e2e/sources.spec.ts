import { randomUUID } from "node:crypto";
import type { Page } from "@playwright/test";
import RudderAnalytics from "@rudderstack/rudder-sdk-node";
import { Analytics } from "@segment/analytics-node";
import { expectAccessible } from "./fixtures/axe.ts";
import { baseUrl } from "./fixtures/installation.ts";
import { expect, test } from "./fixtures/test.ts";

// Each story makes a source, sends to it over HTTP and waits for a stream that is asked every 1.5 s.
test.describe.configure({ timeout: 120_000 });

type Made = { source: { id: string; name: string }; writeKey: { key: string } };

/** A source of a story's own, as the drawer makes it. */
async function createSource(page: Page, name: string): Promise<Made> {
  const response = await page.request.post("/api/v1/sources", {
    data: { name: `${name} ${randomUUID().slice(0, 8)}`, platform: "node" },
  });
  expect(response.status()).toBe(201);
  return response.json();
}

async function post(key: string, path: string, body: string): Promise<number> {
  const response = await fetch(`${baseUrl}/v1/${path}`, {
    method: "POST",
    headers: {
      authorization: `Basic ${Buffer.from(`${key}:`).toString("base64")}`,
      "content-type": "application/json",
    },
    body,
  });
  await response.text();
  return response.status;
}

const track = (key: string, event: string, more: object = {}): Promise<number> =>
  post(key, "track", JSON.stringify({ userId: "e2e-user", event, ...more }));

const calls = (page: Page) => page.getByRole("list", { name: "Calls, newest first" });
const callNamed = (page: Page, name: string) => calls(page).getByRole("button").filter({ hasText: name });

test("an admin creates a source, sees its key once, and a test call from the set-up page arrives", async ({
  adminPage: page,
}) => {
  const name = `Web shop ${randomUUID().slice(0, 8)}`;
  await page.goto("/sources");
  await page.getByRole("button", { name: "Create source" }).click();
  const drawer = page.getByRole("dialog", { name: "Create source" });
  await drawer.getByRole("textbox", { name: "Name" }).fill(name);
  await drawer.getByRole("radio", { name: /^Web/ }).click();
  await drawer.getByRole("button", { name: "Create source" }).click();
  const made = page.getByRole("dialog", { name: "Source created" });
  const key = (await made.locator("code").textContent()) ?? "";
  expect(key).toMatch(/^wk_/);
  await expectAccessible(page);
  await made.getByRole("button", { name: "Open set-up" }).click();

  await expect(page.getByRole("textbox", { name: "Write key" })).toHaveValue(key);
  await expect(page.locator("pre").filter({ hasText: "analytics.load" })).toContainText(
    `"${key}", "${baseUrl}"`,
  );
  await page.getByRole("button", { name: "Send a test call" }).click();
  await expect(page.getByText("2 calls have arrived")).toBeVisible();
  await page.getByRole("link", { name: "See them in the debugger" }).click();
  await expect(callNamed(page, "Test Event")).toBeVisible();

  await page.reload();
  await page.getByRole("tab", { name: "Set-up" }).click();
  await expect(page.getByRole("textbox", { name: "Write key" })).toHaveValue("");
  await page.getByRole("tab", { name: "Keys" }).click();
  await expect(page.getByRole("table", { name: "Write keys" })).toContainText(`••••${key.slice(-4)}`);
  await expect(page.locator("body")).not.toContainText(key);
});

test("calls of both official SDKs appear in the debugger and lead to the person", async ({
  adminPage: page,
}) => {
  const { source, writeKey } = await createSource(page, "SDKs");
  const user = `sdk-${randomUUID()}`;
  await page.goto(`/sources/${source.id}`);
  await expect(page.getByRole("heading", { name: "Waiting for the first call" })).toBeVisible();

  const rudder = new RudderAnalytics(writeKey.key, { dataPlaneUrl: baseUrl, flushInterval: 100 });
  rudder.identify({ userId: user, traits: { name: "Grace Hopper", email: `${user}@example.com` } });
  rudder.track({ userId: user, event: "Rudder Order", properties: { revenue: 120 } });
  const segment = new Analytics({ writeKey: writeKey.key, host: baseUrl });
  segment.track({ userId: user, event: "Segment Order", properties: { revenue: 80 } });
  await Promise.all([rudder.flush(), segment.closeAndFlush()]);

  await expect(callNamed(page, "Rudder Order")).toContainText("Accepted");
  await callNamed(page, "Segment Order").click();
  const detail = page.getByRole("complementary", { name: "The call" });
  await expect(detail).toContainText(user);
  await expect(detail.getByRole("region", { name: "the call" })).toContainText('"revenue": 80');
  await expectAccessible(page);
  await detail.getByRole("link", { name: "Open the person" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Grace Hopper" })).toBeVisible();
  await expect(page.getByRole("button", { name: /Rudder Order/ })).toBeVisible();
  await page.getByRole("button", { name: /Segment Order/ }).click();
  await expect(page.getByRole("region", { name: "properties of Segment Order" })).toContainText("80");
});

test("refused calls say why, and the filter and the search narrow the stream", async ({
  adminPage: page,
}) => {
  const { source, writeKey } = await createSource(page, "Refusals");
  await page.goto(`/sources/${source.id}`);
  expect(await track(writeKey.key, "Kept Event")).toBe(200);
  expect(await post(writeKey.key, "track", JSON.stringify({ event: "Nobody's" }))).toBe(400);
  const refused = callNamed(page, "request neither has anonymousId nor userId");
  await expect(refused).toContainText("Refused 400");
  await refused.click();
  await expect(page.getByRole("complementary", { name: "The call" })).toContainText("Nobody's");

  await page.getByText("Refused", { exact: true }).click();
  await expect(callNamed(page, "Kept Event")).toHaveCount(0);
  await expect(refused).toBeVisible();
  await page.getByText("All", { exact: true }).click();
  await page.getByRole("searchbox", { name: "Search calls" }).fill("kept");
  await expect(refused).toHaveCount(0);
  await expect(callNamed(page, "Kept Event")).toBeVisible();
  await expect(page).toHaveURL(/search=kept/);
});

test("a paused stream counts what comes and shows it on resuming", async ({ adminPage: page }) => {
  const { source, writeKey } = await createSource(page, "Pause");
  await track(writeKey.key, "Before");
  await page.goto(`/sources/${source.id}`);
  await expect(callNamed(page, "Before")).toBeVisible();
  await page.getByRole("button", { name: "Pause" }).click();
  await track(writeKey.key, "Meanwhile");
  await expect(page.getByRole("button", { name: "Resume, 1 new" })).toBeVisible();
  await expect(callNamed(page, "Meanwhile")).toHaveCount(0);
  await page.getByRole("button", { name: "Resume, 1 new" }).click();
  await expect(calls(page).getByRole("button").first()).toContainText("Meanwhile");
});

test("the debugger is worked with the keyboard alone", async ({ adminPage: page }) => {
  const { source, writeKey } = await createSource(page, "Keyboard");
  await track(writeKey.key, "First");
  await track(writeKey.key, "Second");
  await page.goto(`/sources/${source.id}`);
  await callNamed(page, "Second").focus();
  await page.keyboard.press("ArrowDown");
  await expect(callNamed(page, "First")).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("complementary", { name: "The call" })).toContainText("First");
  await page.keyboard.press("ArrowUp");
  await expect(callNamed(page, "Second")).toBeFocused();
});

test("a revoked key is refused, and an archived source leaves the list", async ({ adminPage: page }) => {
  const { source, writeKey } = await createSource(page, "Revoked");
  await page.goto(`/sources/${source.id}?tab=keys`);
  await page.getByRole("button", { name: /^Actions for/ }).click();
  await page.getByRole("menuitem", { name: /Revoke key/ }).click();
  await page
    .getByRole("dialog", { name: "Revoke write key?" })
    .getByRole("button", { name: "Revoke key" })
    .click();
  await expect(page.getByRole("table", { name: "Write keys" })).toContainText("Revoked");
  await expect.poll(() => track(writeKey.key, "Late"), { timeout: 10_000 }).toBe(401);

  await page.getByRole("tab", { name: "Settings" }).click();
  await page.getByRole("button", { name: "Archive source" }).click();
  const dialog = page.getByRole("dialog", { name: `Archive ${source.name}?` });
  await expect(dialog.getByRole("button", { name: "Archive source" })).toBeDisabled();
  await dialog.getByRole("textbox").fill(source.name);
  await dialog.getByRole("button", { name: "Archive source" }).click();
  await expect(page).toHaveURL(/\/sources$/);
  await expect(page.getByRole("table", { name: "Sources" })).not.toContainText(source.name);
});

test("the list counts what a source accepted and refused, and a source without a key asks for one", async ({
  adminPage: page,
}) => {
  const { source, writeKey } = await createSource(page, "Counted");
  await track(writeKey.key, "Item Added");
  await track(writeKey.key, "Item Added");
  expect(await track(writeKey.key, "")).toBe(400);
  // Counted a second or two late; the page asks again after ten.
  const counted = async () => {
    const { items } = await (await page.request.get("/api/v1/sources")).json();
    const { lastDay } = items.find(({ id }: { id: string }) => id === source.id);
    return lastDay.accepted + lastDay.refused;
  };
  await expect.poll(counted).toBe(3);
  await page.goto("/sources");
  const row = page.getByRole("row").filter({ hasText: source.name });
  await expect(row.getByRole("link", { name: "2 accepted" })).toBeVisible();
  await expect(row.getByRole("img", { name: "Calls by hour, at most 3 in an hour" })).toBeVisible();
  await expectAccessible(page);
  // By the keyboard: the list is asked again meanwhile, and a row that moves under the pointer is another target.
  await row.getByRole("link", { name: "1 refused" }).press("Enter");
  await expect(page).toHaveURL(/outcome=refused/);
  await expect(calls(page).getByRole("button")).toHaveCount(1);

  const { items } = await (await page.request.get(`/api/v1/sources/${source.id}/keys`)).json();
  await page.request.delete(`/api/v1/sources/${source.id}/keys/${items[0].id}`);
  await page.goto("/sources");
  await expect(row.getByText("No write key")).toBeVisible();
  await row.getByRole("link", { name: source.name }).click();
  await expect(page.getByText("Without a write key nothing can send to this source.")).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("link", { name: "Create write key" }).click();
  const dialog = page.getByRole("dialog", { name: "Create write key" });
  await dialog.getByRole("textbox", { name: "Name" }).fill("Second");
  await dialog.getByRole("button", { name: "Create write key" }).click();
  const key = (await page.getByRole("dialog").locator("code").textContent()) ?? "";
  expect(await track(key, "Item Added")).toBe(200);
  await page.getByRole("dialog").getByRole("button", { name: "Close" }).last().click();
  await page.getByRole("tab", { name: "Debugger" }).click();
  await expect(page.getByText("Without a write key")).toHaveCount(0);
});
