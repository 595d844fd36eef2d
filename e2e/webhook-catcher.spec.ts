import { expectAccessible } from "./fixtures/axe.ts";
import { expect, test } from "./fixtures/test.ts";

test("webhooks that are sent to the workspace's own address are shown on the Sandbox page, and answered as it is told", async ({
  adminPage: page,
  request,
}) => {
  const accounts = await (await page.request.get("/api/v1/sandbox/accounts")).json();
  const { id, address } = accounts.items.find((item: { partner: string }) => item.partner === "webhook");
  await page.goto(`/sandbox?connection=${id}`);
  await expect(page.getByLabel("Connection", { exact: true })).toHaveValue(id);
  await expect(page.getByText(address, { exact: true })).toBeVisible();
  await expect(page.getByRole("button", { name: "Copy Address" })).toBeVisible();
  await expectAccessible(page);

  const send = (order: string) =>
    request.post(`${address}/orders/${order}`, {
      headers: { "idempotency-key": `story-${order}`, "x-api-key": "story-secret" },
      data: { identity: `cust-${order}`, plan: "gold" },
    });
  expect((await send("7")).status()).toBe(200);
  await page.getByRole("row", { name: /cust-7/ }).click();
  const drawer = page.getByRole("dialog", { name: "/orders/7" });
  await expect(drawer).toContainText("story-7");
  await expect(drawer).toContainText("gold");
  await expect(drawer).not.toContainText("story-secret");
  await page.keyboard.press("Escape");
  await expect(drawer).toBeHidden();

  await page.getByLabel("Answer", { exact: true }).selectOption("503");
  await page.getByRole("button", { name: "Apply faults" }).click();
  await expect.poll(async () => (await send("8")).status()).toBe(503);
  expect((await send("10")).status()).toBe(503);
  await page.getByRole("button", { name: "Switch all off" }).click();
  await expect.poll(async () => (await send("9")).status()).toBe(200);
  await expect(page.getByRole("row", { name: /cust-9/ })).toBeVisible();
  await expect(page.getByRole("row", { name: /cust-10/ })).toHaveCount(0);
});
