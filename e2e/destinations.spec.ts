import { randomUUID } from "node:crypto";
import { unique } from "./fixtures/audiences.ts";
import { expectAccessible } from "./fixtures/axe.ts";
import {
  createDestination,
  createSource,
  eventsThere,
  misbehave,
  send,
  stage,
} from "./fixtures/destinations.ts";
import { baseUrl } from "./fixtures/installation.ts";
import { expect, test } from "./fixtures/test.ts";

// Calls are on their way for seconds, and a partner that fails is asked again after longer and longer waits.
test.describe.configure({ mode: "parallel", timeout: 180_000 });

const slowly = { timeout: 45_000 };

test("a destination is added in the browser, calls of every kind reach CleverTap, and the debugger tells their fates", async ({
  adminPage: page,
}) => {
  const source = await createSource(page, "Shop server");
  const nickname = unique("CleverTap");
  await page.goto(`/sources/${source.id}?tab=destinations`);
  await page.getByRole("button", { name: "Add destination" }).first().click();
  await page.getByRole("menuitem", { name: "CleverTap" }).click();
  const drawer = page.getByRole("dialog", { name: "Add destination: CleverTap" });
  await expect(drawer).toBeVisible();
  // Offered beside the accounts that other stories have connected by then.
  const fresh = drawer.getByRole("switch", { name: "Connect a new integration" });
  if ((await fresh.count()) > 0) {
    await fresh.check();
  }
  await drawer.getByRole("textbox", { name: "Integration Name" }).fill(nickname);
  await drawer.getByRole("textbox", { name: "Account ID" }).fill(`ACC-${randomUUID()}`);
  await drawer.getByLabel(/^Passcode/).fill("story-passcode");
  await drawer
    .getByLabel(/^Instance URL/)
    .first()
    .click();
  await page.getByRole("option", { name: /sandbox/i }).click();
  await expectAccessible(page);
  await drawer.getByRole("button", { name: "Add destination" }).click();
  await expect(page.getByRole("heading", { level: 1, name: new RegExp(nickname) })).toBeVisible();

  const userId = `cust-${randomUUID().slice(0, 8)}`;
  await send(source, "identify", {
    userId,
    traits: { name: "Ada Lovelace", email: `${userId}@example.com` },
  });
  await send(source, "track", { userId, event: "Viewed shoes", properties: { size: 42 } });
  await send(source, "track", {
    userId,
    event: "Order Completed",
    properties: { order_id: "O-1", revenue: 59.9, products: [{ product_id: "P-1", price: 59.9 }] },
  });
  await expect(stage(page, "Delivered", 3)).toBeVisible(slowly);
  await stage(page, "Delivered", 3).click();
  await expect(page).toHaveURL(/stage=delivered/);
  const samples = page.getByRole("table", { name: "Newest calls" });
  await samples.getByRole("button", { name: /Order Completed/ }).click();
  const exchange = page.getByRole("dialog", { name: "Call: Order Completed" });
  await expect(exchange.getByRole("region", { name: "What came in", exact: true })).toContainText("O-1");
  await expect(exchange.getByRole("region", { name: "What was sent", exact: true })).toContainText("Charged");
  await expect(exchange.getByRole("region", { name: "What was answered", exact: true })).toContainText(
    "Status 200",
  );
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await expect(exchange).toBeHidden();
  await expect(samples.getByRole("button", { name: /Order Completed/ })).toBeFocused();

  await page.goto(`/sources/${source.id}`);
  const order = page
    .getByRole("list", { name: "Calls, newest first" })
    .getByRole("button")
    .filter({ hasText: "Order Completed" });
  await expect(order).toContainText(`${nickname}: Delivered`, slowly);
  await order.click();
  const call = page.getByRole("complementary", { name: "The call" });
  await expectAccessible(page);
  await call.getByRole("link", { name: `What was sent and answered at ${nickname}` }).click();
  await expect(page.getByRole("dialog", { name: "Call: Order Completed" })).toContainText("Charged");
});

test("a refused call lies on the shelf with its reason, and is sent again when the partner takes it", async ({
  adminPage: page,
}) => {
  const source = await createSource(page, "Shelf");
  const destination = await createDestination(page, source);
  await misbehave(destination.connectionId, { refuseEveryNthRecord: 1 });
  for (const event of ["Viewed shoes", "Viewed shirts", "Viewed hats"]) {
    await send(source, "track", { userId: "cust-1", event });
  }
  await page.goto(`/sources/${source.id}/destinations/${destination.id}`);
  await expect(stage(page, "Refused", 3)).toBeVisible(slowly);
  await stage(page, "Refused", 3).click();
  const reasons = page.getByRole("region", { name: "Why calls were refused" });
  await reasons.getByRole("button").first().click();
  await expect(page).toHaveURL(/code=clevertap_515/);
  await expect(page.getByRole("table", { name: "Newest calls" })).toContainText("Viewed hats");

  await page.getByRole("tab", { name: "Shelf (3)" }).click();
  const shelf = page.getByRole("table", { name: "Refused calls" });
  await expect(shelf.getByRole("row")).toHaveCount(4);
  await page.getByRole("searchbox", { name: "Search the shelf" }).fill("no such reason");
  await expect(page.getByRole("heading", { name: "No refused call matches" })).toBeVisible();
  await page.getByRole("button", { name: "Reset the filter" }).first().click();
  await shelf.getByRole("button", { name: /Viewed hats/ }).click();
  await expect(page.getByRole("dialog", { name: "Call: Viewed hats" })).toContainText("••••");
  await page.keyboard.press("Escape");
  await expectAccessible(page);

  await shelf.getByRole("checkbox", { name: /^Choose Viewed hats/ }).check();
  await page.getByRole("button", { name: "Discard 1" }).click();
  const asking = page.getByRole("dialog", { name: "Discard 1 call?" });
  await asking.getByRole("button", { name: "Discard 1" }).click();
  await expect(shelf.getByRole("row")).toHaveCount(3);

  await misbehave(destination.connectionId, {});
  await page.getByRole("button", { name: "Retry all 2" }).click();
  await page
    .getByRole("dialog", { name: "Send 2 calls again?" })
    .getByRole("button", { name: "Retry all 2" })
    .click();
  await expect(page.getByRole("heading", { name: "Nothing was refused" })).toBeVisible();
  await expect
    .poll(() => eventsThere(page, destination.connectionId), slowly)
    .toEqual(["Viewed shirts", "Viewed shoes"]);
  await page.getByRole("tab", { name: "Replays" }).click();
  const row = page.getByRole("table", { name: "Replays" }).getByRole("row").nth(1);
  await expect(row).toContainText("From the shelf");
  await expect(row).toContainText("2 delivered", slowly);
});

test("a replay asks what to send, shows it before anything leaves, and sends it again", async ({
  adminPage: page,
}) => {
  const source = await createSource(page, "Replay");
  const destination = await createDestination(page, source);
  await send(source, "track", { userId: "cust-1", event: "Viewed shoes" });
  await send(source, "track", { userId: "cust-2", event: "Viewed shirts" });
  await page.goto(`/sources/${source.id}/destinations/${destination.id}`);
  await expect(stage(page, "Delivered", 2)).toBeVisible(slowly);
  await page.getByRole("tab", { name: "Replays" }).click();
  await page.getByRole("button", { name: "Replay calls" }).click();
  const drawer = page.getByRole("dialog", { name: "Replay calls" });
  await drawer.getByRole("button", { name: "Start replay" }).click();
  await expect(drawer.getByText(/a replay of everything at once is not offered/)).toBeVisible();
  await drawer.getByRole("combobox", { name: "People" }).fill("nobody-at-all");
  await page.keyboard.press("Enter");
  await expect(drawer.getByText('Nobody is known as "nobody-at-all".').first()).toBeVisible();
  await page.keyboard.press("Backspace");
  await drawer.getByRole("combobox", { name: "People" }).fill("cust-2");
  await page.keyboard.press("Enter");
  await expect(drawer.getByText("1 call would be sent again")).toBeVisible();
  await expect(drawer.getByRole("region", { name: "Some of them" })).toContainText("Viewed shirts");
  await expectAccessible(page);
  await drawer.getByRole("button", { name: "Start replay" }).click();
  const row = page.getByRole("table", { name: "Replays" }).getByRole("row").nth(1);
  await expect(row).toContainText("cust-2");
  await expect(row).toContainText("1 delivered", slowly);
  expect(await eventsThere(page, destination.connectionId)).toEqual([
    "Viewed shirts",
    "Viewed shirts",
    "Viewed shoes",
  ]);
});

test("while CleverTap fails a banner says so and nothing is lost; it can be asked again, and all arrives when it is back", async ({
  adminPage: page,
}) => {
  const source = await createSource(page, "Outage");
  const destination = await createDestination(page, source);
  await misbehave(destination.connectionId, { status: 500 });
  await send(source, "track", { userId: "cust-1", event: "Viewed shoes" });
  await page.goto(`/sources/${source.id}/destinations/${destination.id}`);
  const banner = page.getByRole("status").filter({ hasText: "takes nothing at the moment" });
  await expect(banner).toBeVisible(slowly);
  await expect(banner).toContainText("Nothing is lost");
  await send(source, "track", { userId: "cust-1", event: "Viewed shirts" });
  await expect(stage(page, "Waiting", 2)).toBeVisible(slowly);
  await expectAccessible(page);
  // Asked while it still fails: once CleverTap is back the destination may have found that out by itself, and then nobody asked.
  await page.getByRole("button", { name: "Try again now" }).click();
  await expect(page.getByText("The next request leaves now")).toBeVisible();
  await misbehave(destination.connectionId, {});
  await expect(stage(page, "Delivered", 2)).toBeVisible(slowly);
  await expect(banner).toBeHidden();

  await page.getByRole("button", { name: "Turn off" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Turn off" }).click();
  await expect(page.getByText("It is off: calls that come meanwhile are kept and not sent.")).toBeVisible();
  await send(source, "track", { userId: "cust-1", event: "Viewed hats" });
  await page.getByRole("button", { name: "Turn on" }).click();
  const asking = page.getByRole("dialog");
  await asking.getByRole("radio", { name: /What came meanwhile/ }).check();
  await asking.getByRole("button", { name: "Turn on" }).click();
  await expect(stage(page, "Delivered", 3)).toBeVisible(slowly);
  await page.getByRole("tab", { name: "History" }).click();
  await expect(page.getByRole("list", { name: "History of this destination" })).toContainText(
    "asked it to try again",
  );
});

test("a Viewer sees a destination and can change nothing", async ({ adminPage: page, browser }) => {
  const source = await createSource(page, "Viewed");
  const destination = await createDestination(page, source);
  await misbehave(destination.connectionId, { refuseEveryNthRecord: 1 });
  await send(source, "track", { userId: "cust-1", event: "Viewed shoes" });
  const invitation = await page.request.post("/api/v1/invitations", {
    data: { email: "viewer-of-destinations@example.com", role: "viewer" },
  });
  expect(invitation.status()).toBe(201);
  const { path } = await invitation.json();
  const viewer = await (await browser.newContext({ baseURL: baseUrl })).newPage();
  await viewer.goto(`${baseUrl}${path}`);
  await viewer.getByLabel("Your name").fill("Vito Viewer");
  if (await viewer.getByLabel("E-mail").isEditable()) {
    await viewer.getByLabel("E-mail").fill("viewer-of-destinations@example.com");
  }
  await viewer.getByRole("textbox", { name: "Password" }).fill("a long test password");
  await viewer.getByRole("button", { name: "Create account and join" }).click();
  await expect(viewer.getByRole("navigation", { name: "Main" })).toBeVisible();

  await viewer.goto(`/sources/${source.id}/destinations/${destination.id}`);
  await expect(stage(viewer, "Refused", 1)).toBeVisible(slowly);
  await viewer.getByRole("tab", { name: "Shelf (1)" }).click();
  await expect(viewer.getByRole("table", { name: "Refused calls" })).toContainText("Viewed shoes");
  await viewer.getByRole("tab", { name: "Replays" }).click();
  await expect(viewer.getByRole("heading", { name: "Nothing was replayed" })).toBeVisible();
  for (const tab of ["Shelf (1)", "Replays", "Settings"]) {
    await viewer.getByRole("tab", { name: tab }).click();
    await expect(
      viewer.getByRole("button", { name: /retry|discard|replay|edit|turn|more actions/i }),
    ).toHaveCount(0);
  }
  const refused = await viewer.request.patch(`/api/v1/destinations/${destination.id}`, {
    data: { enabled: false },
  });
  expect(refused.status()).toBe(403);
  await viewer.context().close();
});
