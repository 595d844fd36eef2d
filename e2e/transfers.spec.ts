import type { Page } from "@playwright/test";
import { createAudience, deliver, deliverThroughBridge, unique } from "./fixtures/audiences.ts";
import { expectAccessible } from "./fixtures/axe.ts";
import { expect, test } from "./fixtures/test.ts";

test.describe.configure({ timeout: 120_000 });

/** A CleverTap account of the story's own in the sandbox. */
async function connectCleverTap(page: Page, nickname: string): Promise<string> {
  const response = await page.request.post("/api/v1/connections", {
    data: {
      partner: "clevertap",
      nickname,
      values: {
        accountId: unique("ACC").replaceAll(" ", "-"),
        passcode: "story-passcode",
        region: "sandbox",
      },
    },
  });
  expect(response.status()).toBe(201);
  const { id } = await response.json();
  return id;
}

/** "Users where Key Title equals X", as the sandbox's CleverTap answers. */
async function usersWhere(page: Page, connectionId: string, property: string, value: string) {
  const query = new URLSearchParams({ property, value, limit: "100" });
  const response = await page.request.get(`/api/v1/sandbox/accounts/${connectionId}/users?${query}`);
  const { items } = await response.json();
  return (items as { identity: string }[]).map((user) => user.identity).sort();
}

/** Makes the sandbox's CleverTap misbehave, which hears of it within a second. */
async function misbehave(page: Page, connectionId: string, faults: object): Promise<void> {
  const response = await page.request.post(`/api/v1/sandbox/accounts/${connectionId}/faults`, {
    data: { faults },
  });
  expect(response.ok()).toBe(true);
}

test("an audience is sent to CleverTap: its segment holds exactly the members, a refused one is named, and who leaves is gone there", async ({
  adminPage: page,
}) => {
  const nickname = unique("Reach");
  const connectionId = await connectCleverTap(page, nickname);
  // Which ones it refuses hangs on who they are: of these it is cust-1.
  await misbehave(page, connectionId, { refuseEveryNthRecord: 4 });
  const audience = await createAudience(page, "Sneaker fans");
  for (const identity of ["cust-1", "cust-2", "cust-3", "cust-4"]) {
    expect(await deliver(audience, "upsert", identity)).toBe(200);
  }
  await page.goto(`/audiences/${audience.id}`);
  await page.getByRole("button", { name: "Export", exact: true }).click();
  await page.getByRole("menuitem", { name: "Send to CleverTap" }).click();
  const drawer = page.getByRole("dialog", { name: /Send to CleverTap/ });
  await drawer
    .getByLabel(/^Integration/)
    .first()
    .click();
  await page.getByRole("option", { name: nickname }).click();
  await drawer.getByRole("button", { name: "Start Process" }).click();
  await expect(drawer.getByText("Enter the Key Title")).toBeVisible();
  await drawer.getByRole("textbox", { name: /Key Title/ }).fill("storyly_quiz");
  await expect(
    drawer.getByText(
      /4 members get storyly_quiz.*joins or leaves later is told there when you send it again/,
    ),
  ).toBeVisible();
  await expectAccessible(page);
  await drawer.getByRole("button", { name: "Start Process" }).click();

  const table = page.getByRole("table", { name: "Where the audience is sent to" });
  const row = table.getByRole("row", { name: new RegExp(nickname) });
  await expect(row).toContainText("DONE, 1 rejected");
  await misbehave(page, connectionId, {});
  expect(await usersWhere(page, connectionId, "storyly_quiz", audience.name)).toEqual([
    "cust-2",
    "cust-3",
    "cust-4",
  ]);
  await row.getByRole("button", { name: `CleverTap · ${nickname}` }).click();
  const looked = page.getByRole("dialog", { name: new RegExp(nickname) });
  await expect(looked.getByRole("table", { name: "Refused" })).toContainText("cust-1");
  await looked.getByRole("button", { name: "What was sent and answered for cust-1" }).click();
  await expect(looked.getByText("••••").first()).toBeVisible();
  await expectAccessible(page);
  await looked.getByRole("button", { name: "Close" }).click();

  // Sent again, now so that it stays in step; what was refused once is not sent again as it is.
  await page.getByRole("button", { name: "Export", exact: true }).click();
  await page.getByRole("menuitem", { name: "Send to CleverTap" }).click();
  await drawer
    .getByLabel(/^Integration/)
    .first()
    .click();
  await page.getByRole("option", { name: nickname }).click();
  await drawer.getByRole("textbox", { name: /Key Title/ }).fill("storyly_quiz");
  await drawer.getByRole("radio", { name: /Continuously/ }).check();
  await drawer.getByRole("button", { name: "Start Process" }).click();
  await expect(row).toContainText("RUNNING");
  await deliverThroughBridge(audience, "delete", "cust-2");
  await deliverThroughBridge(audience, "upsert", "cust-9");
  await expect
    .poll(() => usersWhere(page, connectionId, "storyly_quiz", audience.name), { timeout: 30_000 })
    .toEqual(["cust-3", "cust-4", "cust-9"]);

  await page.getByRole("button", { name: `Actions for ${nickname}` }).click();
  await page.getByRole("menuitem", { name: "Stop" }).click();
  await page
    .getByRole("dialog", { name: "Stop sending?" })
    .getByRole("button", { name: "Stop sending" })
    .click();
  await expect(row).toContainText("STOPPED");
});
