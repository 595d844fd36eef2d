import type { Page } from "@playwright/test";
import { createAudience, deliver, unique } from "./fixtures/audiences.ts";
import { expectAccessible } from "./fixtures/axe.ts";
import { baseUrl } from "./fixtures/installation.ts";
import { expect, test } from "./fixtures/test.ts";

test.describe.configure({ timeout: 120_000 });

async function post<Answer>(page: Page, path: string, data: object): Promise<Answer> {
  const response = await page.request.post(`/api/v1${path}`, { data });
  expect(response.status()).toBe(201);
  return response.json();
}

/** A person with an account, known by an identify call. */
async function identified(page: Page, userId: string, name: string): Promise<string> {
  const { writeKey } = await post<{ writeKey: { key: string } }>(page, "/sources", {
    name: unique("Shop"),
    platform: "web",
  });
  const answer = await fetch(`${baseUrl}/v1/identify`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      authorization: `Basic ${Buffer.from(`${writeKey.key}:`).toString("base64")}`,
    },
    body: JSON.stringify({ userId, traits: { name } }),
  });
  expect(answer.status).toBe(200);
  const found = await page.request.get(`/api/v1/people?${new URLSearchParams({ search: userId })}`);
  const { items } = await found.json();
  return items[0].id;
}

test("a person's page tells which audiences they are in and what the partner has of them", async ({
  adminPage: page,
}) => {
  const userId = unique("reader").replaceAll(" ", "-");
  const id = await identified(page, userId, "Ida Costa");
  await page.goto(`/people/${id}`);
  await page.getByRole("tab", { name: "Audiences" }).click();
  await expect(page.getByText("In no audience")).toBeVisible();
  await expectAccessible(page);

  const nickname = unique("Reach");
  const { id: connectionId } = await post<{ id: string }>(page, "/connections", {
    partner: "clevertap",
    nickname,
    values: { accountId: unique("ACC").replaceAll(" ", "-"), passcode: "story-passcode", region: "sandbox" },
  });
  const audience = await createAudience(page, "Readers");
  expect(await deliver(audience, "upsert", userId)).toBe(200);
  await post(page, "/transfers", {
    audienceId: audience.id,
    connectionId,
    values: { keyTitle: "reads" },
    frequency: "continuous",
  });
  await page.reload();
  const row = page.getByRole("table", { name: "Audiences" }).getByRole("row", { name: audience.name });
  await expect(row).toContainText("Member since");
  await expect(row).toContainText(`${userId}User ID`);
  await expect(row).toContainText(`${nickname}Sent`, { timeout: 30_000 });
  await expectAccessible(page);

  expect(await deliver(audience, "delete", userId)).toBe(200);
  await expect(row).toContainText(`${nickname}Removed`, { timeout: 30_000 });
  await expect(row).toContainText("Left");
  await row.getByRole("link", { name: nickname }).click();
  await expect(page).toHaveURL(new RegExp(`/audiences/${audience.id}\\?tab=sent&transfer=`));
  await expect(page.getByRole("dialog", { name: new RegExp(nickname) })).toBeVisible();
  await page.goBack();
  await row.getByRole("link", { name: audience.name }).click();
  await expect(page.getByRole("heading", { level: 1, name: audience.name })).toBeVisible();
});

test("the demo shop's audiences show a trend, every verdict, and where they are sent", async ({
  adminPage: page,
}) => {
  await page.goto("/audiences?q=quiz%3A%20sneaker");
  const list = page.getByRole("table", { name: "Audiences" });
  const fans = list.getByRole("row", { name: /^Quiz: sneaker fans/ });
  await expect(fans).toContainText("Stories", { timeout: 60_000 });
  await page.getByRole("searchbox", { name: "Search audiences" }).fill("abandoned carts");
  const carts = list.getByRole("row").filter({ hasText: /^Abandoned carts(?! \w{8})/ });
  await expect(carts).toContainText("1 transfer", { timeout: 60_000 });
  await carts.getByRole("link", { name: "Abandoned carts", exact: true }).click();
  await expect(page.getByRole("table", { name: "Members" })).toContainText("cart_value");
  await page.getByRole("tab", { name: "Log" }).click();
  for (const verdict of ["Applied", "Ignored", "Refused"]) {
    await page.getByRole("radiogroup").getByText(verdict, { exact: true }).click();
    await expect(page.getByRole("table", { name: "Log" }).getByRole("row").nth(1)).toContainText(verdict);
  }
  await page.getByRole("tab", { name: "Sent to" }).click();
  const sent = page.getByRole("table", { name: "Where the audience is sent to" });
  await expect(sent.getByRole("row", { name: /Shop audiences/ })).toContainText("RUNNING");
});

test("the list of audiences is searched and filtered in its address, and says what an empty view means", async ({
  adminPage: page,
}) => {
  const audience = await createAudience(page, "Findable");
  const part = audience.name.slice(3, 12).toUpperCase();
  await page.goto(`/audiences?${new URLSearchParams({ q: part, sort: "changed" })}`);
  const list = page.getByRole("table", { name: "Audiences" });
  await expect(list.getByRole("row")).toHaveCount(2);
  await expect(list.getByRole("row", { name: audience.name })).toBeVisible();
  await page.getByRole("combobox", { name: "Source" }).selectOption("csv");
  await expect(page).toHaveURL(/origin=csv/);
  await expect(page.getByText("No audience matches")).toBeVisible();
  await page.getByRole("button", { name: /Reset/ }).click();
  await expect(page).not.toHaveURL(/q=|origin=/);
  await expect(list.getByRole("row", { name: audience.name })).toBeVisible();
});
