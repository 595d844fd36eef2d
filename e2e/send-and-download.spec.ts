import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { createAudience, deliver } from "./fixtures/audiences.ts";
import { expectAccessible } from "./fixtures/axe.ts";
import { connectSandbox, openSending } from "./fixtures/sandbox.ts";
import { expect, test } from "./fixtures/test.ts";

// Each story waits for a real worker.
test.describe.configure({ timeout: 120_000 });

const sentTo = (page: Page, nickname: string) =>
  page
    .getByRole("table", { name: "Where the audience is sent to" })
    .getByRole("row", { name: new RegExp(nickname) });

async function filledAudience(page: Page, name: string) {
  const audience = await createAudience(page, name);
  for (const [identity, city] of [
    ["cust-1", "Pune"],
    ["cust-2", 'The "Hague", south'],
    ["cust-3", "=1+1"],
  ] as const) {
    expect(await deliver(audience, "upsert", identity, { properties: { city } })).toBe(200);
  }
  return audience;
}

/** Records that the sandbox's partner received through a connection, oldest first; tests of the connection left out. */
async function received(page: Page, connectionId: string) {
  const answer = await page.request.get(`/api/v1/sandbox/accounts/${connectionId}/messages?limit=100`);
  const { items } = (await answer.json()) as { items: { id: string }[] };
  const details = await Promise.all(
    items.map(async ({ id }) => {
      const path = `/api/v1/sandbox/accounts/${connectionId}/messages/${id}`;
      const detail = await (await page.request.get(path)).json();
      return detail.body as {
        userId?: string;
        type: string;
        event?: string;
        traits?: object;
        properties?: object;
      };
    }),
  );
  return details.filter((body) => body.userId?.startsWith("cust-")).reverse();
}

test("an audience is sent to Segment: each member gets the trait, and the events say who enters and leaves", async ({
  adminPage: page,
}) => {
  const segment = await connectSandbox(page, "segment");
  const audience = await filledAudience(page, "Sneaker fans");
  await page.goto(`/audiences/${audience.id}`);
  const drawer = await openSending(page, "Send to Segment", segment.nickname);
  await expect(drawer.getByText(/3 members get audience_name/)).toBeVisible();
  await expectAccessible(page);
  await drawer.getByRole("button", { name: "Start Process" }).click();
  const row = sentTo(page, segment.nickname);
  await expect(row).toContainText("DONE", { timeout: 30_000 });
  const bodies = await received(page, segment.id);
  expect(bodies.map(({ type, userId, traits }) => [type, userId, traits]).sort()).toEqual(
    ["cust-1", "cust-2", "cust-3"].map((userId) => ["identify", userId, { audience_name: audience.name }]),
  );

  await openSending(page, "Send to Segment", segment.nickname);
  await drawer.getByRole("combobox", { name: "How", exact: false }).first().click();
  await page.getByRole("option", { name: /^track/ }).click();
  await expect(drawer.getByText(/told to Segment by the event Audience Entered/)).toBeVisible();
  await drawer.getByRole("radio", { name: /Continuously/ }).check();
  await drawer.getByRole("button", { name: "Start Process" }).click();
  const events = async () =>
    (await received(page, segment.id))
      .filter(({ type }) => type === "track")
      .map(({ event, userId }) => `${event} ${userId}`)
      .sort();
  const entered = ["cust-1", "cust-2", "cust-3"].map((userId) => `Audience Entered ${userId}`);
  await expect.poll(events, { timeout: 30_000 }).toEqual(entered);
  await deliver(audience, "delete", "cust-2");
  await expect.poll(events, { timeout: 30_000 }).toEqual([...entered, "Audience Exited cust-2"]);
});

test("an audience is sent to Storyly as a list of all members with their properties", async ({
  adminPage: page,
}) => {
  const storyly = await connectSandbox(page, "storyly");
  const audience = await filledAudience(page, "Quiz fans");
  await page.goto(`/audiences/${audience.id}`);
  const drawer = await openSending(page, "Send to Storyly", storyly.nickname);
  await expect(drawer.getByText(/3 members go there as a new list/)).toBeVisible();
  await expect(drawer.getByRole("radio", { name: /Continuously/ })).toHaveCount(0);
  await drawer.getByRole("textbox", { name: /Identifier column/ }).fill("custom_parameter");
  await expectAccessible(page);
  await drawer.getByRole("button", { name: "Start Process" }).click();
  await expect(sentTo(page, storyly.nickname)).toContainText("DONE", { timeout: 30_000 });

  const listed = await page.request.get(`/api/v1/connections/${storyly.id}/audiences`);
  const { items } = await listed.json();
  expect(items).toMatchObject([{ name: audience.name, identifier: "custom_parameter", size: 3 }]);
  const file = await page.request.get(items[0].csvUrl);
  expect((await file.text()).trim().split("\n")).toEqual([
    "custom_parameter,city",
    "cust-1,Pune",
    'cust-2,"The ""Hague"", south"',
    "cust-3,=1+1",
  ]);
});

test("an untouched drawer closes without a question, one with a choice asks", async ({ adminPage: page }) => {
  const storyly = await connectSandbox(page, "storyly");
  const audience = await createAudience(page, "Quiz fans");
  await page.goto(`/audiences/${audience.id}`);
  await page.getByRole("button", { name: "Export", exact: true }).click();
  await page.getByRole("menuitem", { name: "Send to Storyly" }).click();
  const drawer = page.getByRole("dialog", { name: /^Send to Storyly/ });
  await expect(drawer).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(drawer).toBeHidden();
  await openSending(page, "Send to Storyly", storyly.nickname);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog", { name: "Leave without saving?" })).toBeVisible();
});

test("an audience is downloaded as CSV with its members and their properties, no formula among them", async ({
  adminPage: page,
}) => {
  const audience = await filledAudience(page, "Downloads");
  await page.goto(`/audiences/${audience.id}`);
  await expect(page.getByRole("table", { name: "Members" })).toContainText("cust-3", { timeout: 30_000 });
  await page.getByRole("button", { name: "Export", exact: true }).click();
  const downloading = page.waitForEvent("download");
  await page.getByRole("menuitem", { name: "Download CSV" }).click();
  const download = await downloading;
  expect(download.suggestedFilename()).toMatch(/\.csv$/);
  const lines = (await readFile(await download.path(), "utf8")).trim().split(/\r?\n/);
  expect(lines[0]).toBe("identity,joined_at,updated_at,city");
  expect(lines.slice(1).map((line) => line.replace(/,\d{4}-[^,]*,\d{4}-[^,]*,/, " | "))).toEqual([
    "cust-1 | Pune",
    'cust-2 | "The ""Hague"", south"',
    "cust-3 | '=1+1",
  ]);
});
