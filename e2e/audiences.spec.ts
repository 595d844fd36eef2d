import { createAudience, deliver, unique } from "./fixtures/audiences.ts";
import { expectAccessible } from "./fixtures/axe.ts";
import { baseUrl } from "./fixtures/installation.ts";
import { expect, test } from "./fixtures/test.ts";

test.describe.configure({ timeout: 120_000 });

test("a marketer creates an audience, takes key and token away, and sees users come and go as they do", async ({
  adminPage: page,
}) => {
  const name = unique("Abandoned carts");
  await page.goto("/audiences");
  await page.getByRole("button", { name: "New audience", exact: true }).click();
  const drawer = page.getByRole("dialog", { name: "New audience" });
  await expect(drawer.getByRole("radio", { name: /^Create Audience for CleverTap/ })).toBeChecked();
  await drawer.getByRole("textbox", { name: "Name" }).fill(name);
  await drawer.getByRole("button", { name: "Create audience" }).click();
  const made = page.getByRole("dialog", { name: "Audience created" });
  await expect(made.getByText("is ready to be filled")).toBeVisible();
  const codes = await made.locator("code").allTextContents();
  const key = codes.find((code) => code.startsWith("ak_")) ?? "";
  const token = codes.find((code) => code.startsWith("tok_")) ?? "";
  expect([key, token]).toEqual([expect.stringMatching(/^ak_.{20}/), expect.stringMatching(/^tok_.{20}/)]);
  await expect(made.getByText(`${baseUrl}/v1/eventbridge`, { exact: true })).toBeVisible();
  await expectAccessible(page);
  await made.getByRole("button", { name: "Open audience" }).click();

  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
  await expect(page.getByText("Nobody is in this audience")).toBeVisible();
  expect(await deliver({ key, token }, "upsert", "cust-1", { properties: { cart_value: "49.50" } })).toBe(
    200,
  );
  const members = page.getByRole("table", { name: "Members" });
  await expect(members.getByRole("row", { name: /cust-1/ })).toContainText("cart_value: 49.50");
  expect(await deliver({ key, token }, "delete", "cust-1")).toBe(200);
  await expect(page.getByText("Nobody is in this audience")).toBeVisible();
  expect(await deliver({ key, token }, "replace", "cust-2")).toBe(400);

  await page.getByRole("tab", { name: "Log" }).click();
  const log = page.getByRole("table", { name: "Log" });
  await expect(log.getByRole("row", { name: /cust-1 upsert/ })).toContainText("Applied");
  await expect(log.getByRole("row", { name: /cust-1 delete Applied/ })).toBeVisible();
  await expect(log.getByRole("row", { name: /cust-2 replace/ })).toContainText("must be upsert or delete");
  expect(await deliver({ key, token }, "delete", "cust-9")).toBe(200);
  await expect(log.getByRole("row", { name: /cust-9/ })).toContainText("Not in the audience");
  await page.getByText("Refused", { exact: true }).first().click();
  await expect(log.getByRole("row", { name: /cust-9/ })).toHaveCount(0);
  await log.getByRole("row", { name: /cust-2 replace/ }).click();
  await expect(page.getByRole("dialog", { name: "cust-2" })).toContainText("storyly_token");
  await expectAccessible(page);
});

test("a key is changed without a gap", async ({ adminPage: page }) => {
  const audience = await createAudience(page, "Quiz");
  await page.goto(`/audiences/${audience.id}?tab=set-up`);
  await page.getByRole("button", { name: "Create key" }).click();
  const made = page.getByRole("dialog", { name: "Key created" });
  const next = (await made.locator("code").textContent()) ?? "";
  await made.getByRole("button", { name: "Close" }).click();
  expect(await deliver(audience, "upsert", "cust-1")).toBe(200);
  expect(await deliver({ ...audience, key: next }, "upsert", "cust-2")).toBe(200);

  const last4 = audience.key.slice(-4);
  await page.getByRole("button", { name: `Actions for ••••${last4}` }).click();
  await page.getByRole("menuitem", { name: "Revoke key" }).click();
  const asked = page.getByRole("dialog", { name: `Revoke ••••${last4}?` });
  await asked.getByRole("button", { name: "Revoke key" }).click();
  await expect(page.getByRole("table", { name: "Keys" }).getByRole("row", { name: last4 })).toContainText(
    "Revoked",
  );
  await expect.poll(() => deliver(audience, "upsert", "cust-3")).toBe(401);
  expect(await deliver({ ...audience, key: next }, "upsert", "cust-4")).toBe(200);
  await page.getByRole("tab", { name: "Size" }).click();
  await expect(page.getByText(/users now; at most/)).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("tab", { name: "History" }).click();
  await expect(page.getByRole("list", { name: "History of this audience" })).toContainText("revoked a key");
});

test("an audience is renamed and deleted; its name is asked for and what is lost is said", async ({
  adminPage: page,
}) => {
  const audience = await createAudience(page, "VIP");
  const other = await createAudience(page, "Taken");
  await deliver(audience, "upsert", "cust-1");
  await page.goto(`/audiences/${audience.id}`);
  await page.getByRole("button", { name: "Edit audience" }).click();
  const drawer = page.getByRole("dialog", { name: "Edit audience" });
  await drawer.getByRole("textbox", { name: "Name" }).fill(other.name.toUpperCase());
  await drawer.getByRole("button", { name: "Save changes" }).click();
  await expect(drawer.getByText(/There is an audience named/)).toBeVisible();
  const renamed = unique("Renamed");
  await drawer.getByRole("textbox", { name: "Name" }).fill(renamed);
  await drawer.getByRole("button", { name: "Save changes" }).click();
  await expect(page.getByRole("heading", { level: 1, name: renamed })).toBeVisible();

  await page.getByRole("button", { name: "Delete audience" }).click();
  const asked = page.getByRole("dialog", { name: `Delete ${renamed}?` });
  await expect(asked).toContainText("1 user, their properties, the log");
  await asked.getByRole("textbox").fill(renamed);
  await asked.getByRole("button", { name: "Delete audience" }).click();
  await expect(page).toHaveURL(/\/audiences$/);
  await expect(page.getByRole("table", { name: "Audiences" })).not.toContainText(renamed);
  await page.goto(`/audiences/${audience.id}`);
  await expect(page.getByRole("heading", { name: "There is nothing here" })).toBeVisible();
});
