import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures/test.ts";

/** Through the provider's page as the account given. */
async function comeBackAs(page: Page, email: string, verified = true): Promise<void> {
  await page.getByRole("button", { name: "Continue with single sign-on" }).click();
  await page.getByLabel("Account").fill(email);
  await page.getByLabel("Verified").setChecked(verified);
  await page.getByRole("button", { name: "Continue" }).click();
}

async function invite(admin: Page, email: string): Promise<string> {
  await admin.goto("/settings/members");
  await admin.getByRole("button", { name: "Invite member" }).click();
  const drawer = admin.getByRole("dialog", { name: "Invite member" });
  await drawer.getByLabel("E-mail (optional)").fill(email);
  await drawer.getByRole("button", { name: "Create invitation link" }).click();
  const link = await drawer.getByText(/\/invite\/inv_/).textContent();
  await drawer.getByRole("button", { name: "Done" }).click();
  return link ?? "";
}

test("nobody gets in whom nobody invited, and the page says why", async ({ page }) => {
  await page.goto("/sign-in");
  await comeBackAs(page, "stranger@example.com");
  await expect(page.getByRole("alert").filter({ hasText: "nobody invited it" })).toBeVisible();
  await page.goto("/");
  await expect(page).toHaveURL(/\/sign-in/);
});

test("an e-mail that the provider has not verified gets nobody in, not even the Admin's", async ({
  page,
}) => {
  await page.goto("/sign-in");
  await comeBackAs(page, "admin@example.com", false);
  await expect(page.getByRole("alert").filter({ hasText: "has not verified" })).toBeVisible();
});

test("an invited e-mail becomes a member with its role and finds the account again", async ({
  page,
  adminPage,
}) => {
  await invite(adminPage, "sso.person@example.com");
  await page.goto("/sign-in");
  await comeBackAs(page, "SSO.Person@example.com");
  // A click before the page has come to life is lost, as for a person who is very quick.
  await expect(async () => {
    await page.getByRole("button", { name: /Account of/ }).click();
    await expect(page.getByText("Marketer here")).toBeVisible({ timeout: 2_000 });
  }).toPass();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(page).toHaveURL(/\/sign-in/);
  await comeBackAs(page, "sso.person@example.com");
  await expect(page.getByRole("button", { name: /Account of/ })).toBeVisible();
  await page.goto("/settings/account");
  await expect(page.getByText("there is no password to change here")).toBeVisible();
});

test("a link for whoever has it works through the provider as well", async ({ page, adminPage }) => {
  await page.goto(await invite(adminPage, ""));
  await comeBackAs(page, "linked@example.com");
  await expect(page.getByRole("heading", { name: /^You are a member of/ })).toBeVisible();
  await page.getByRole("link", { name: "Go to Junction" }).click();
  await expect(page.getByRole("navigation", { name: "Main" })).toBeVisible();
});
