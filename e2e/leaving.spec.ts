import type { Page } from "@playwright/test";
import { unique } from "./fixtures/audiences.ts";
import { expectAccessible } from "./fixtures/axe.ts";
import { admin } from "./fixtures/installation.ts";
import { add, condition } from "./fixtures/segments.ts";
import { expect, test } from "./fixtures/test.ts";

const asking = (page: Page) => page.getByRole("dialog", { name: "Leave without saving?" });

async function stay(page: Page): Promise<void> {
  await asking(page).getByRole("button", { name: "Keep editing" }).click();
  await expect(asking(page)).toBeHidden();
}

const discard = (page: Page) => asking(page).getByRole("button", { name: "Discard changes" }).click();

test("a segment half built is asked about by every way out, and saved it is not", async ({
  adminPage: page,
}) => {
  await page.goto("/segments");
  await page.getByRole("link", { name: "New segment" }).first().click();
  await page.getByRole("link", { name: "Past behavior" }).click();
  const name = page.getByRole("textbox", { name: "Name" });
  const typed = unique("Half built");
  await name.fill(typed);

  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "People" }).click();
  await expect(asking(page)).toContainText("not saved yet");
  await expectAccessible(page);
  await stay(page);
  await page.getByRole("main").getByRole("link", { name: "Choose another kind" }).click();
  await stay(page);
  await page.keyboard.press("Control+K");
  await page.getByRole("textbox", { name: "Search everything" }).fill("Audit");
  await page.keyboard.press("Enter");
  await stay(page);
  await page.goBack();
  await stay(page);
  await expect(page).toHaveURL(/\/segments\/new\?kind=past/);
  await expect(name).toHaveValue(typed);

  // Back again, for good this time: to where the kind was chosen.
  await page.goBack();
  await discard(page);
  await expect(page).toHaveURL(/\/segments\/new$/);
  await expect(page.getByRole("link", { name: "Past behavior" })).toBeVisible();
  await page.getByRole("link", { name: "Past behavior" }).click();
  await expect(name).toHaveValue("");
  await name.fill(typed);
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "People" }).click();
  await discard(page);
  await expect(page).toHaveURL(/\/people$/);

  await page.goto("/segments/lists/new");
  await name.fill(typed);
  await name.fill("");
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Audiences" }).click();
  await expect(page).toHaveURL(/\/audiences$/);
});

test("changed settings and a drawer that is filled in are asked about, also by the browser", async ({
  adminPage: page,
}) => {
  await page.goto("/settings/workspace");
  const name = page.getByRole("textbox", { name: "Name" });
  const before = await name.inputValue();
  await name.fill(`${before}, renamed`);
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Home" }).click();
  await stay(page);
  await expect(name).toHaveValue(`${before}, renamed`);
  const asked = page.waitForEvent("dialog");
  await page.close({ runBeforeUnload: true });
  const dialog = await asked;
  expect(dialog.type()).toBe("beforeunload");
  await dialog.dismiss();
  await name.fill(before);
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Home" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Home" })).toBeVisible();

  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Audiences" }).click();
  await page.getByRole("button", { name: "New audience" }).first().click();
  const drawer = page.getByRole("dialog", { name: "New audience" });
  await drawer.getByRole("textbox", { name: "Name" }).fill("Typed");
  await page.goBack();
  // Escape is the question's, not the drawer's below it.
  await expect(asking(page)).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(asking(page)).toBeHidden();
  await expect(drawer.getByRole("textbox", { name: "Name" })).toHaveValue("Typed");
  await page.goBack();
  await discard(page);
  await expect(page.getByRole("heading", { level: 1, name: "Home" })).toBeVisible();
  await expect(drawer).toBeHidden();
});

test("a session that ends in the middle of work is told, and the work goes on after signing in again", async ({
  adminPage: page,
}) => {
  await page.goto("/segments/new?kind=past");
  const name = unique("Kept over the night");
  await page.getByRole("textbox", { name: "Name" }).fill(name);
  await add(page, "A property of theirs");
  await condition(page, 1).getByRole("combobox", { name: "Property of the person" }).fill("plan");
  await condition(page, 1).getByRole("combobox", { name: "Value" }).fill("gold");
  await page.context().clearCookies();
  await page.getByRole("button", { name: "Save segment" }).click();
  const banner = page.getByRole("alert").filter({ hasText: "Your session ended." });
  await expect(banner).toBeVisible();
  await expectAccessible(page);
  const link = banner.getByRole("link", { name: "Sign in in a new tab" });
  await expect(link).toHaveAttribute(
    "href",
    `/sign-in?next=${encodeURIComponent("/segments/new?kind=past")}`,
  );
  const [tab] = await Promise.all([page.waitForEvent("popup"), link.click()]);
  await tab.getByLabel("E-mail").fill(admin.email);
  await tab.getByLabel(/^Password/).fill(admin.password);
  await tab.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(tab).toHaveURL(/\/segments\/new\?kind=past$/);
  await tab.close();

  await expect(banner).toBeHidden();
  await expect(page.getByRole("textbox", { name: "Name" })).toHaveValue(name);
  await page.getByRole("button", { name: "Save segment" }).click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
});
