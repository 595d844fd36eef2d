import type { Browser, Locator, Page } from "@playwright/test";
import { expectAccessible } from "./fixtures/axe.ts";
import { expect, test } from "./fixtures/test.ts";

type Faults = { delayMs?: number; refuseEveryNthRecord?: number };

/** Calls the API as the signed-in browser does. */
async function post<Answer>(page: Page, path: string, data: object): Promise<Answer> {
  const response = await page.request.post(`/api/v1${path}`, { data });
  expect(response.ok(), await response.text()).toBe(true);
  return response.json();
}

/** The sandbox hears of its faults within a second; it has when a call takes as long as it was told. */
async function setFaults(page: Page, id: string, faults: Faults): Promise<void> {
  const slowMs = 900;
  await post(page, `/sandbox/accounts/${id}/faults`, { faults: { ...faults, delayMs: slowMs } });
  await expect
    .poll(async () => {
      const from = performance.now();
      await post(page, `/connections/${id}/test`, {});
      return performance.now() - from;
    })
    .toBeGreaterThanOrEqual(slowMs);
  await post(page, `/sandbox/accounts/${id}/faults`, { faults });
}

/** A Segment account of this story's own, in the sandbox. */
async function connect(page: Page, nickname: string, faults: Faults = {}): Promise<string> {
  const writeKey = nickname.toLowerCase().replaceAll(" ", "-");
  const { id } = await post<{ id: string }>(page, "/connections", {
    partner: "segment",
    nickname,
    values: { writeKey, region: "sandbox", userId: "user_id", anonymousId: "anonymous_id" },
  });
  if (Object.keys(faults).length > 0) {
    await setFaults(page, id, faults);
  }
  return id;
}

// Each story waits for a real worker that sends to a real server.
test.describe.configure({ timeout: 180_000 });

function rowOf(page: Page, nickname: string): Locator {
  return page
    .getByRole("table", { name: "Exports" })
    .getByRole("row")
    .filter({ has: page.getByRole("link", { name: nickname }) })
    .first();
}

async function openDrawer(page: Page, nickname: string): Promise<Locator> {
  await page.goto("/settings/exports");
  await page.getByRole("button", { name: "Create Export" }).click();
  await page.getByRole("menuitem", { name: "Segment" }).click();
  const drawer = page.getByRole("dialog", { name: "Export to Segment" });
  await drawer.getByRole("combobox", { name: "Partner Nickname" }).click();
  await page.getByRole("option", { name: nickname, exact: true }).click();
  return drawer;
}

async function choose(page: Page, field: Locator, option: string): Promise<void> {
  await field.click();
  await page.getByRole("option", { name: option, exact: true }).click();
}

test("a marketer creates an export and watches it go to DONE without reloading", async ({
  adminPage: page,
}) => {
  await connect(page, "Watched account", { delayMs: 400 });
  const drawer = await openDrawer(page, "Watched account");
  await drawer.getByRole("radio", { name: "All Events" }).check();
  await choose(page, drawer.getByRole("combobox", { name: "Days" }), "Last 7 days");
  const preview = drawer.getByRole("region", { name: "Preview" });
  await expect(preview.getByText(/[\d,]+ events/)).toBeVisible();
  await expect(preview.getByText(/POST http.*\/v1\/batch/)).toBeVisible();
  await expectAccessible(page);
  await drawer.getByRole("button", { name: "Export", exact: true }).click();
  await expect(page.getByText("Segment export has initiated", { exact: true })).toBeVisible();
  const row = rowOf(page, "Watched account");
  await expect(row).toContainText(/PENDING|RUNNING|DONE/);
  await expect(row).toContainText("DONE", { timeout: 45_000 });
  await expect(row).toContainText("one time");

  await row.getByRole("link", { name: /accepted, show them/ }).click();
  const run = page.getByRole("dialog", { name: "Run 1" });
  await expect(run.getByRole("tab", { name: /Accepted/, selected: true })).toBeVisible();
  await expect(run.getByRole("table", { name: "accepted records" }).getByRole("row").nth(1)).toBeVisible();
  await expectAccessible(page);
});

test("what is missing is said at the field and counted, and unsaved work is asked about", async ({
  adminPage: page,
}) => {
  await connect(page, "Careful account");
  const drawer = await openDrawer(page, "Careful account");
  await drawer.getByRole("radio", { name: "Selected Events" }).check();
  await choose(page, drawer.getByRole("combobox", { name: "Days" }), "A day");
  await drawer.getByRole("button", { name: "Export", exact: true }).click();
  await expect(drawer.getByText("Choose at least one event")).toBeVisible();
  await expect(drawer.getByText("2 fields need attention")).toBeVisible();
  await drawer.getByRole("button", { name: "Cancel" }).click();
  const asking = page.getByRole("dialog", { name: "Leave without saving?" });
  await asking.getByRole("button", { name: "Keep editing" }).click();
  await expect(asking).toBeHidden();
  await drawer.getByRole("button", { name: "Cancel" }).click();
  await asking.getByRole("button", { name: "Discard changes" }).click();
  await expect(drawer).toBeHidden();
  await page.getByRole("searchbox", { name: "Search exports" }).fill("Careful account");
  await expect(page.getByRole("heading", { name: "No export matches" })).toBeVisible();
});

test("a recurring export is edited, then stopped, and its history tells both", async ({
  adminPage: page,
}) => {
  await connect(page, "Recurring account");
  const drawer = await openDrawer(page, "Recurring account");
  await drawer.getByRole("radio", { name: "Selected Events" }).check();
  await drawer.getByRole("combobox", { name: "Events" }).click();
  await page.getByRole("option", { name: /App Launched/ }).click();
  await page.keyboard.press("Escape");
  await drawer.getByRole("button", { name: "Choose another order" }).click();
  await page.getByRole("menuitem", { name: "User ID" }).click();
  await drawer.getByRole("button", { name: "Add an identifier" }).click();
  await page.getByRole("menuitem", { name: "E-mail" }).click();
  await drawer.getByRole("button", { name: /^E-mail, number 2/ }).press("ArrowUp");
  await expect(drawer.getByRole("list", { name: "Identifier priority" }).getByRole("listitem")).toHaveText([
    /E-mail/,
    /User ID/,
  ]);
  await drawer.getByRole("radio", { name: "Recurring" }).check();
  await expect(drawer.getByText("The next three runs:")).toBeVisible();
  await drawer.getByRole("button", { name: "Export", exact: true }).click();
  const row = rowOf(page, "Recurring account");
  await expect(row).toContainText("every 24 h");

  await row.hover();
  await row.getByRole("button", { name: /^Edit Recurring account/ }).click();
  await expect(drawer.getByRole("radio", { name: "User Profiles" })).toBeDisabled();
  await expect(drawer.getByRole("radio", { name: "One time" })).toBeDisabled();
  await expect(drawer.getByRole("combobox", { name: "Partner Nickname" })).toBeDisabled();
  await choose(page, drawer.getByRole("combobox", { name: "Runs" }), "Every 8 hours");
  await drawer.getByRole("button", { name: "Update export" }).click();
  await expect(drawer).toBeHidden();
  await expect(row).toContainText("every 8 h");

  await row.getByRole("button", { name: /^Actions for Recurring account/ }).click();
  await page.getByRole("menuitem", { name: "Stop" }).click();
  const dialog = page.getByRole("dialog", { name: "Stop export?" });
  await expect(dialog).toContainText("cannot be resumed");
  await dialog.getByRole("button", { name: "Stop", exact: true }).click();
  await expect(page.getByText("Segment data export stopped", { exact: true })).toBeVisible();
  await expect(row).toContainText("STOPPED");
  await row.getByRole("button", { name: /^Actions for Recurring account/ }).click();
  await expect(page.getByRole("menuitem", { name: /^Edit/ })).toBeDisabled();
  await expect(page.getByRole("menuitem", { name: /^Edit/ })).toContainText("cannot be edited");
  await page.keyboard.press("Escape");

  await row.getByRole("link", { name: "Recurring account" }).click();
  await page.getByRole("tab", { name: "History" }).click();
  const history = page.getByRole("list", { name: "History of this export" });
  await expect(history).toContainText("stopped the export");
  await expect(history).toContainText(/Runs every: 24 h\s+8 h/);
  await expect(history).toContainText("created the export");
  await expectAccessible(page);
});

test("the list is filtered, paged and shared by its address", async ({ adminPage: page }) => {
  const connectionId = await connect(page, "Paged account");
  const date = new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 10);
  for (let index = 0; index < 11; index += 1) {
    await post(page, "/exports", {
      connectionId,
      date,
      dataType: index < 4 ? "engagement" : "all_system",
      frequency: index < 2 ? "live" : "one_time",
      ...(index >= 2 && { range: { kind: "yesterday" } }),
    });
  }
  await page.goto("/settings/exports");
  await page.getByRole("searchbox", { name: "Search exports" }).fill("Paged account");
  const rows = page.getByRole("table", { name: "Exports" }).locator("tbody tr");
  await expect(rows).toHaveCount(11);
  await page.getByRole("combobox", { name: "Items per page" }).selectOption("10");
  await expect(rows).toHaveCount(10);
  await page.getByRole("button", { name: "Page 2" }).click();
  await expect(rows).toHaveCount(1);
  await expect(page.getByText("11–11 of 11")).toBeVisible();
  // The page of a list that has become shorter: the last one that there is.
  await page.goto("/settings/exports?q=Paged+account&perPage=10&page=7");
  await expect(page.getByText("11–11 of 11")).toBeVisible();
  await expect(rows).toHaveCount(1);

  await page.getByRole("button", { name: "Filter" }).click();
  await page.getByRole("checkbox", { name: "Engagement Events" }).check();
  await expect(rows).toHaveCount(4);
  await page.getByRole("checkbox", { name: "Live Data Streaming" }).check();
  await expect(rows).toHaveCount(2);
  await page.keyboard.press("Escape");
  await page.reload();
  await expect(rows).toHaveCount(2);
  await page.getByRole("button", { name: "Remove the filter Frequency: Live Data Streaming" }).click();
  await expect(rows).toHaveCount(4);

  await page.getByRole("button", { name: "Exported on", exact: true }).click();
  await page.getByRole("button", { name: "Previous month" }).click();
  const days = page.getByRole("dialog", { name: "Exported on" }).getByRole("table");
  await days.getByRole("button", { name: /^1 / }).first().click();
  await days.getByRole("button", { name: /^2 / }).first().click();
  await page.getByRole("button", { name: "Apply" }).click();
  await expect(page.getByRole("heading", { name: "No export matches" })).toBeVisible();
  await page.getByRole("button", { name: "Reset all" }).last().click();
  await expect(page.getByRole("heading", { name: "No export matches" })).toBeHidden();
});

test("rejected rows say why, show the exchange, and can be sent again", async ({ adminPage: page }) => {
  const connectionId = await connect(page, "Picky account", { refuseEveryNthRecord: 60 });
  const { id } = await post<{ id: string }>(page, "/exports", {
    connectionId,
    dataType: "engagement",
    frequency: "one_time",
    range: { kind: "last_7_days" },
  });
  await page.goto("/settings/exports");
  const row = rowOf(page, "Picky account");
  await expect(row).toContainText(/DONE, \d+ rejected/, { timeout: 45_000 });
  await row.getByRole("link", { name: /rejected, show them/ }).click();
  await expect(page).toHaveURL(new RegExp(`${id}.*rows=rejected`));
  const run = page.getByRole("dialog", { name: "Run 1" });
  await run
    .getByRole("button", { name: /^What was sent and answered/ })
    .first()
    .click();
  await expect(run.getByRole("region", { name: "Sent" })).toContainText("messageId");
  await expect(run.getByRole("region", { name: "Answered" })).toContainText("400");
  await expectAccessible(page);
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    run.getByRole("link", { name: "Download CSV" }).click(),
  ]);
  expect(await download.failure()).toBeNull();

  await post(page, `/sandbox/accounts/${connectionId}/faults`, { faults: {} });
  await run.getByRole("button", { name: /^Retry/ }).click();
  await run.getByRole("button", { name: "run 2" }).click();
  const retry = page.getByRole("dialog", { name: "Run 2" });
  await expect(retry).toContainText("retry of rejected rows");
  await expect(retry).toContainText("DONE", { timeout: 30_000 });
});

async function asViewer(browser: Browser, admin: Page): Promise<Page> {
  const { path } = await post<{ path: string }>(admin, "/invitations", { role: "viewer" });
  const page = await (await browser.newContext()).newPage();
  await page.goto(path);
  await page.getByLabel("Your name").fill("Exports Viewer");
  await page.getByLabel("E-mail").fill("exports-viewer@example.com");
  await page.getByRole("textbox", { name: "Password" }).fill("quiet river stone");
  await page.getByRole("button", { name: "Create account and join" }).click();
  await expect(page.getByRole("navigation", { name: "Main" })).toBeVisible();
  return page;
}

test("a Viewer sees exports and their runs and can change nothing", async ({ adminPage, browser }) => {
  const connectionId = await connect(adminPage, "Looked-at account");
  const { id } = await post<{ id: string }>(adminPage, "/exports", {
    connectionId,
    dataType: "engagement",
    frequency: "live",
  });
  const page = await asViewer(browser, adminPage);
  await page.goto("/settings/exports");
  const row = rowOf(page, "Looked-at account");
  await expect(row).toBeVisible();
  await expect(page.getByRole("button", { name: "Create Export" })).toHaveCount(0);
  await row.getByRole("button", { name: /^Actions for/ }).click();
  await expect(page.getByRole("menuitem")).toHaveText(["View"]);
  await page.goto(`/settings/exports/${id}`);
  await expect(page.getByRole("heading", { level: 1, name: /Looked-at account/ })).toBeVisible();
  await expect(page.getByRole("button", { name: /^(Edit|Stop)/ })).toHaveCount(0);
  const refused = await page.request.post(`/api/v1/exports/${id}/stop`, { data: {} });
  expect(refused.status()).toBe(403);
});

test("a record is found in the whole run, and its person's page tells where it was sent and why not", async ({
  adminPage: page,
}) => {
  // The sandbox refuses whole batches, which are then halved down to the record: every third one would cost a call each.
  const connectionId = await connect(page, "Searched account", { refuseEveryNthRecord: 60 });
  const range = { kind: "last_7_days" };
  const wanted = { connectionId, dataType: "engagement", frequency: "one_time", range };
  const { id } = await post<{ id: string }>(page, "/exports", wanted);
  const status = async () => (await (await page.request.get(`/api/v1/exports/${id}`)).json()).status;
  await expect.poll(status, { timeout: 90_000 }).toBe("DONE");

  await page.goto(`/settings/exports/${id}?run=latest&rows=rejected`);
  const run = page.getByRole("dialog", { name: "Run 1" });
  const rows = run.getByRole("table", { name: "rejected records" }).getByRole("row");
  const person = rows.nth(1).getByRole("link").first();
  const identifier = (await person.textContent()) ?? "";
  const search = run.getByRole("searchbox", { name: "Search this run" });
  await search.fill("nobody is called this");
  await expect(run.getByText("No record of this run matches")).toBeVisible();
  await search.fill(identifier);
  await expect(run.getByText(/rows? match/)).toBeVisible();
  await expect(rows.filter({ hasText: identifier }).first()).toBeVisible();
  await expectAccessible(page);

  await rows.filter({ hasText: identifier }).first().getByRole("link", { name: identifier }).click();
  await expect(page).toHaveURL(/\/people\//);
  await page.getByRole("tab", { name: "Sent" }).click();
  const sent = page
    .getByRole("table", { name: "Sent" })
    .getByRole("row")
    .filter({ hasText: /Searched account\s*run 1/ });
  await expect(sent.filter({ hasText: "Rejected" }).first()).toContainText("Segment answers 400");
  await expectAccessible(page);
});
