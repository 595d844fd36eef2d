import { admin } from "./fixtures/installation.ts";
import { expect, signIn, test } from "./fixtures/test.ts";

test("the first admin signs in with the password of the set-up", async ({ page }) => {
  await signIn(page);
  await expect(page.getByRole("navigation").first()).toBeVisible();
});

test("a wrong password is refused in words, and nobody is signed in", async ({ page }) => {
  await page.goto("/sign-in");
  await page.getByLabel("E-mail").fill(admin.email);
  await page.getByLabel(/^Password/).fill("not the password");
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page.getByRole("alert").filter({ hasText: /\w/ })).toBeVisible();
  await page.goto("/");
  await expect(page).toHaveURL(/\/sign-in/);
});

test("a signed-in page stays signed in after a reload", async ({ adminPage }) => {
  await adminPage.goto("/");
  await adminPage.reload();
  await expect(adminPage).not.toHaveURL(/\/sign-in/);
});
