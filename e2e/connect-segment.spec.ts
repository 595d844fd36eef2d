import { expectAccessible } from "./fixtures/axe.ts";
import { expect, test } from "./fixtures/test.ts";

test("a marketer connects Segment from the partner list and is offered an export", async ({
  adminPage: page,
}) => {
  await page.goto("/settings/partners");
  await page
    .getByRole("button", { name: /Integrate/ })
    .first()
    .click();
  const panel = page.getByRole("dialog", { name: "Integrate raw data partner - Segment" });
  await expect(panel).toBeVisible();
  await expectAccessible(page);

  await panel.getByRole("textbox", { name: /Partner Nickname/ }).fill("Story account");
  await panel.getByLabel(/^Write Key/).fill("refused-key");
  await panel
    .getByLabel(/^Region/)
    .first()
    .click();
  await page.getByRole("option", { name: /Sandbox/ }).click();
  await panel.getByRole("button", { name: "Test connection" }).click();
  await expect(panel.getByText(/does not accept the write key/).first()).toBeVisible();

  await panel.getByLabel(/^Write Key/).fill("story-account-key");
  await panel.getByRole("button", { name: "Test connection" }).click();
  await expect(panel.getByText(/accept/i).first()).toBeVisible();
  await panel.getByRole("button", { name: "Integrate", exact: true }).click();
  await expect(page.getByText("Story account").first()).toBeVisible();
  await expect(page.getByText("Export", { exact: true }).first()).toBeVisible();
  await page
    .getByRole("link", { name: /Create an export/ })
    .first()
    .click();
  await expect(page.getByRole("dialog", { name: "Export to Segment" })).toBeVisible();
});
