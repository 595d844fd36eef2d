import { randomUUID } from "node:crypto";
import type { Locator, Page } from "@playwright/test";
import { expectAccessible } from "./fixtures/axe.ts";
import { baseUrl } from "./fixtures/installation.ts";
import { expect, test } from "./fixtures/test.ts";

// Each story waits for a real worker.
test.describe.configure({ timeout: 120_000 });

const unique = (name: string) => `${name} ${randomUUID().slice(0, 8)}`;
const factOf = (page: Page, label: string): Locator =>
  page.locator("dl").first().locator("div").filter({ hasText: label }).locator("dd");

async function startNew(page: Page, choice: RegExp, name: string): Promise<Locator> {
  await page.goto("/audiences?create=1");
  const drawer = page.getByRole("dialog", { name: "New audience" });
  await drawer.getByRole("radio", { name: choice }).click();
  await drawer.getByRole("textbox", { name: "Name" }).fill(name);
  return drawer;
}

function csv(text: string): { name: string; mimeType: string; buffer: Buffer } {
  return { name: "guests.csv", mimeType: "text/csv", buffer: Buffer.from(text) };
}

test("a marketer makes an audience from a CSV file with a bad row, sees its members and what was refused", async ({
  adminPage: page,
}) => {
  const drawer = await startNew(page, /from a CSV file/, unique("Guests"));
  await drawer.getByRole("button", { name: "Create audience" }).click();
  const importing = page.getByRole("dialog", { name: /^Import CSV into Guests/ });
  await expect(importing).toBeVisible();
  await page
    .locator("input[type=file]")
    .setInputFiles(csv("\uFEFFemail;plan\r\na@shop.example;gold\r\n;none\r\nb;silver\r\n"));
  const preview = importing.getByRole("region", { name: "First rows" });
  await expect(preview.getByRole("columnheader", { name: "email" })).toBeVisible();
  await expect(preview.getByRole("cell", { name: "gold" })).toBeVisible();
  await expect(importing.getByRole("combobox", { name: "Column with the identity" })).toHaveValue("email");
  await expectAccessible(page);
  await importing.getByRole("button", { name: "Import", exact: true }).click();
  const report = page.getByRole("dialog", { name: "Import CSV: guests.csv" });
  await expect(report.getByText("The file is imported.")).toBeVisible({ timeout: 30_000 });
  const refused = report.getByRole("table", { name: "Refused rows" });
  await expect(refused.getByRole("row").nth(1)).toHaveText("3no identity;none");
  await expectAccessible(page);
  const downloading = page.waitForEvent("download");
  await report.getByRole("link", { name: "Download refused rows" }).click();
  await downloading;
  await report.getByRole("button", { name: "Close" }).last().click();
  const members = page.getByRole("table", { name: "Members" });
  await expect(members).toContainText("a@shop.example");
  await expect(members).toContainText("plan: silver");

  await page.getByRole("button", { name: "Import CSV" }).click();
  await page.locator("input[type=file]").setInputFiles(csv("email,plan\nb,gold\n"));
  await importing.getByRole("radio", { name: "leaves, unless the file has them" }).check();
  await importing.getByRole("button", { name: "Import", exact: true }).click();
  await expect(report.getByText("The file is imported.")).toBeVisible({ timeout: 30_000 });
  await report.getByRole("button", { name: "Close" }).last().click();
  await expect(members).not.toContainText("a@shop.example");
  await expect(members).toContainText("plan: gold");
  await page.getByRole("tab", { name: "Imports" }).click();
  const imports = page.getByRole("table", { name: "Imports of this audience" });
  await expect(imports.locator("tbody tr")).toHaveCount(2);
  await expect(imports).toContainText("DONE, 1 refused");
});

test("a malformed file is refused with its reason and changes nothing", async ({ adminPage: page }) => {
  const drawer = await startNew(page, /from a CSV file/, unique("Guests"));
  await drawer.getByRole("button", { name: "Create audience" }).click();
  const importing = page.getByRole("dialog", { name: /^Import CSV into Guests/ });
  await page.locator("input[type=file]").setInputFiles(csv("id,id\na,b\n"));
  await expect(importing.getByRole("alert")).toContainText('Two columns are named "id"');
  await expect(importing.getByRole("button", { name: "Import", exact: true })).toBeDisabled();
  await page.locator("input[type=file]").setInputFiles(csv('id,plan\na,gold\nb,"silver\n'));
  await expect(importing.getByRole("alert")).toContainText("never closed");
});

test("an answer to a story puts its user into the audience for it, another one takes them out", async ({
  adminPage: page,
}) => {
  const source = await page.request.post("/api/v1/sources", {
    data: { name: unique("App"), platform: "web" },
  });
  const { writeKey } = (await source.json()) as { writeKey: { key: string } };
  const componentId = unique("poll");
  const answer = async (identity: string, text: string) => {
    const response = await fetch(`${baseUrl}/v1/story-events`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({
        writeKey: writeKey.key,
        messageId: randomUUID(),
        storyGroupId: "group-1",
        storyId: "story-1",
        componentId,
        kind: "poll",
        answer: text,
        customParameter: identity,
      }),
    });
    expect([response.status, await response.json()]).toEqual([
      200,
      { status: "ok", stored: 1, duplicates: 0 },
    ]);
  };
  await answer("cust-1", "Sneakers");
  await answer("cust-2", "Boots");
  const name = unique("Sneaker fans");
  const drawer = await startNew(page, /from story answers/, name);
  await drawer.getByRole("combobox", { name: "Interactive component" }).selectOption(componentId);
  await drawer.getByRole("checkbox", { name: /Sneakers/ }).check();
  await expectAccessible(page);
  await drawer.getByRole("button", { name: "Create audience" }).click();
  await expect(page.getByRole("heading", { name })).toBeVisible();
  const members = page.getByRole("table", { name: "Members" });
  await expect(members.getByRole("row")).toHaveCount(2, { timeout: 30_000 });
  await expect(members).toContainText("cust-1");
  await answer("cust-2", "Sneakers");
  await expect(members).toContainText("cust-2");
  await answer("cust-1", "Boots");
  await expect(members).not.toContainText("cust-1");
  await expect(factOf(page, "Answered")).toHaveText(`“Sneakers” to ${componentId}`);
});

test("a snapshot of people shows whom it means before it is taken, and is taken again", async ({
  adminPage: page,
}) => {
  const source = await page.request.post("/api/v1/sources", {
    data: { name: unique("Shop"), platform: "node" },
  });
  const { writeKey } = (await source.json()) as { writeKey: { key: string } };
  const tier = randomUUID().slice(0, 8);
  const identify = async (userId: string) => {
    const response = await fetch(`${baseUrl}/v1/identify`, {
      method: "POST",
      headers: {
        authorization: `Basic ${Buffer.from(`${writeKey.key}:`).toString("base64")}`,
        "content-type": "application/json",
      },
      body: JSON.stringify({ userId, traits: { tier } }),
    });
    expect(response.status).toBe(200);
  };
  const [first, second] = [unique("asha"), unique("bob")];
  await identify(first);
  const drawer = await startNew(page, /from people/, unique("Tier"));
  await drawer.getByRole("textbox", { name: "Property" }).fill("tier");
  await drawer.getByRole("textbox", { name: "equals" }).fill(tier);
  const preview = drawer.getByRole("region", { name: "People meant now" });
  await expect(preview.getByRole("status")).toHaveText("1");
  await expect(preview).toContainText(first);
  await expectAccessible(page);
  await drawer.getByRole("button", { name: "Create audience" }).click();
  const members = page.getByRole("table", { name: "Members" });
  await expect(members).toContainText(first, { timeout: 30_000 });
  await identify(second);
  await page.getByRole("button", { name: "Take again" }).click();
  await expect(members).toContainText(second, { timeout: 30_000 });
  await expect(factOf(page, "Taken")).toContainText(/ago|now/);
});
