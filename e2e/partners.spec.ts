import type { Page } from "@playwright/test";
import { expectAccessible } from "./fixtures/axe.ts";
import { expect, test } from "./fixtures/test.ts";

/** Connects Segment to the sandbox under this nickname. */
async function connect(page: Page, nickname: string): Promise<void> {
  await page.goto("/settings/partners");
  await page.getByRole("button", { name: "Integrate Segment" }).click();
  const panel = page.getByRole("dialog", { name: "Integrate raw data partner - Segment" });
  await panel.getByRole("textbox", { name: /Partner Nickname/ }).fill(nickname);
  await panel.getByLabel(/^Write Key/).fill(`key-of-${nickname.toLowerCase().replaceAll(" ", "-")}`);
  await panel
    .getByLabel(/^Region/)
    .first()
    .click();
  await page.getByRole("option", { name: /Sandbox/ }).click();
  await panel.getByRole("button", { name: "Integrate", exact: true }).click();
  await expect(page.getByRole("link", { name: "Create an export" })).toBeVisible();
}

async function choose(page: Page, nickname: string, action: string): Promise<void> {
  await page.getByRole("button", { name: `Actions for ${nickname}`, exact: true }).click();
  await page.getByRole("menuitem", { name: action }).click();
}

test("a connection is renamed, its key rotated only to one that works, and it is disconnected", async ({
  adminPage: page,
}) => {
  await connect(page, "Managed account");
  await choose(page, "Managed account", "Rename");
  const edit = page.getByRole("dialog", { name: /Managed account/ });
  await edit.getByRole("textbox", { name: /Partner Nickname/ }).fill("Renamed account");
  await edit.getByRole("button", { name: "Save changes" }).click();
  const row = page.getByRole("row", { name: /Renamed account/ });
  await expect(row).toContainText("Connected");

  await choose(page, "Renamed account", "Rotate key");
  const rotate = page.getByRole("dialog", { name: /Rotate key/ });
  await rotate.getByLabel(/^Write Key/).fill("refused-by-the-partner");
  await rotate.getByRole("button", { name: "Rotate key" }).click();
  await expect(rotate.getByText(/does not accept the write key/)).toBeVisible();
  await expectAccessible(page);
  await rotate.getByLabel(/^Write Key/).fill("another-key-7777");
  await rotate.getByRole("button", { name: "Rotate key" }).click();
  await expect(row).toContainText("••••7777");
  await expect(rotate).toBeHidden();
  await expect(page.getByRole("button", { name: "Actions for Renamed account" })).toBeFocused();

  await choose(page, "Renamed account", "Disconnect");
  const confirm = page.getByRole("dialog", { name: "Disconnect Renamed account?" });
  const button = confirm.getByRole("button", { name: "Disconnect partner" });
  await expect(button).toBeDisabled();
  await confirm.getByLabel(/to confirm/).fill("Renamed account");
  await button.click();
  await expect(row).toBeHidden();
});

test("a connection's page shows its settings without the key, tests it, lists what sends through it, and goes with it", async ({
  adminPage: page,
}) => {
  await connect(page, "Own-page account");
  await page.getByRole("link", { name: "Own-page account" }).click();
  await expect(page.getByRole("heading", { level: 1, name: /Own-page account/ })).toBeVisible();
  const address = page.url();
  await expect(page.getByText("••••ount")).toBeVisible();
  await expect(page.getByText("key-of-own-page-account")).toHaveCount(0);
  await expect(page.getByText("No export sends through this connection yet.")).toBeVisible();
  await page.getByRole("button", { name: "Test connection" }).click();
  await expect(page.getByText("The test call was accepted")).toBeVisible();
  await page.getByRole("button", { name: "Rotate key" }).click();
  const rotate = page.getByRole("dialog", { name: /Rotate key/ });
  await rotate.getByLabel(/^Write Key/).fill("another-key-8888");
  await rotate.getByRole("button", { name: "Rotate key" }).click();
  await expect(page.getByText("••••8888")).toBeVisible();
  await expect(page.getByRole("list", { name: "History of this connection" })).toContainText(
    "replaced the key",
  );

  await page.getByRole("link", { name: "Create an export" }).click();
  const panel = page.getByRole("dialog", { name: "Export to Segment" });
  await panel.getByRole("button", { name: "Export", exact: true }).click();
  await expect(panel).toBeHidden();
  await page.goto(address);
  await page.getByRole("table", { name: "Exports" }).getByRole("link").first().click();
  await page.getByRole("tab", { name: "Settings" }).click();
  await page.getByRole("link", { name: "Own-page account" }).click();
  await expect(page).toHaveURL(address);
  await expect(page.getByRole("table", { name: "Recent runs" })).toBeVisible();
  await expectAccessible(page);

  await page.goto("/settings/audit");
  const entry = page
    .getByRole("listitem")
    .filter({ hasText: "replaced the key of the connection Own-page account" });
  await entry.getByRole("link", { name: "Own-page account" }).click();
  await expect(page).toHaveURL(address);
});

test("a connection that was disconnected has no page any more, and its address says so", async ({
  adminPage: page,
}) => {
  await connect(page, "Short account");
  await page.getByRole("link", { name: "Short account" }).click();
  await expect(page.getByRole("heading", { level: 1, name: /Short account/ })).toBeVisible();
  const address = page.url();
  await page.getByRole("button", { name: "Disconnect" }).click();
  const confirm = page.getByRole("dialog", { name: "Disconnect Short account?" });
  await confirm.getByLabel(/to confirm/).fill("Short account");
  await confirm.getByRole("button", { name: "Disconnect partner" }).click();
  await expect(page).toHaveURL(/\/settings\/partners$/);
  expect((await page.goto(address))?.status()).toBe(404);
  await expect(page.getByText("This connection is not here")).toBeVisible();
});

test("every field that is wrong says so at once, and unsaved work is not lost by Escape", async ({
  adminPage: page,
}) => {
  await page.goto("/settings/partners");
  await page.getByRole("button", { name: "Integrate Segment" }).click();
  const panel = page.getByRole("dialog", { name: "Integrate raw data partner - Segment" });
  await panel.getByRole("button", { name: "Integrate", exact: true }).click();
  await expect(panel.getByText("Enter a nickname")).toBeVisible();
  await expect(panel.getByText("Enter the Write Key")).toBeVisible();
  await expect(panel.getByText("2 fields need another value.")).toBeVisible();
  await panel.getByRole("textbox", { name: /Partner Nickname/ }).fill("Half done");
  await page.keyboard.press("Escape");
  const asking = page.getByRole("dialog", { name: "Leave without saving?" });
  await asking.getByRole("button", { name: "Keep editing" }).click();
  await expect(panel.getByRole("textbox", { name: /Partner Nickname/ })).toHaveValue("Half done");
});

test("the sandbox misbehaves when told to, in words, and the connection notices", async ({
  adminPage: page,
}) => {
  await connect(page, "Faulty account");
  await page.goto("/sandbox");
  const choice = page.getByLabel("Connection", { exact: true });
  const option = choice.locator("option", { hasText: "Faulty account" });
  // Again until the page's scripts are there to hear it.
  await expect(async () => {
    await choice.selectOption({ label: (await option.textContent()) ?? "" });
    // The test call, which Segment would answer and not take.
    await expect(page.getByRole("row", { name: /junction-connection-test.*not taken/ })).toBeVisible({
      timeout: 3_000,
    });
  }).toPass();
  await page.getByLabel("Answer", { exact: true }).selectOption({ label: "500 Internal error" });
  await page.getByRole("button", { name: "Apply faults" }).click();
  await expect(page.getByText("It answers 500 to every request.")).toBeVisible();
  await expectAccessible(page);

  await page.goto("/settings/partners");
  const row = page.getByRole("row", { name: /Faulty account/ });
  // The sandbox hears of the fault within a second; a test before that still passes.
  await expect(async () => {
    await row.hover();
    await row.getByRole("button", { name: "Test connection Faulty account" }).click();
    await expect(row).toContainText("Needs attention", { timeout: 2_000 });
  }).toPass();
});

test("the API's page shows every operation with a call to paste", async ({ adminPage: page, baseURL }) => {
  await page.goto("/settings/api");
  await page.getByRole("searchbox", { name: "Search operations" }).fill("rotate");
  await page.getByRole("button", { name: /POST \/connections\/\{id\}\/rotate/ }).click();
  await expect(page.getByText(`curl -X POST '${baseURL}/api/v1/connections/`)).toBeVisible();
  await expectAccessible(page);
  const document = await (await page.request.get("/api/v1/openapi.json")).json();
  expect(document.openapi).toBe("3.1.0");
  expect((await page.request.get("/api/health")).status()).toBe(200);
  expect(await (await page.request.get("/api/metrics")).text()).toContain(
    "junction_http_request_duration_seconds",
  );
});
