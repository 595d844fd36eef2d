import { readFile } from "node:fs/promises";
import type { Locator, Page } from "@playwright/test";
import { unique } from "./fixtures/audiences.ts";
import { expectAccessible } from "./fixtures/axe.ts";
import { createSource, send } from "./fixtures/destinations.ts";
import { expect, test } from "./fixtures/test.ts";

test.describe.configure({ mode: "parallel", timeout: 120_000 });

const csv = (name: string, text: string) => ({ name, mimeType: "text/csv", buffer: Buffer.from(text) });

async function chooseFile(page: Page, within: Page | Locator, file: ReturnType<typeof csv>): Promise<void> {
  const chooser = page.waitForEvent("filechooser");
  await within.getByRole("button", { name: "Choose a file" }).click();
  await (await chooser).setFiles(file);
}

const fact = (within: Locator, label: string, value: number): Locator =>
  within.locator("dl > div").filter({ hasText: new RegExp(`^${label}${value}$`) });

/** Three people with e-mails of the story's own. */
async function guests(page: Page) {
  const source = await createSource(page, "Guests");
  const mark = unique("guest").replaceAll(" ", "-");
  const mails = ["ada", "ben", "cleo"].map((name) => `${name}-${mark}@shop.example`);
  for (const email of mails) {
    await send(source, "identify", { userId: email.split("@")[0], traits: { email, name: email } });
  }
  return { mark, mails };
}

test("a list is made of a file, tells whom it does not know, changes by later files, and is asked for by a segment", async ({
  adminPage: page,
}) => {
  const { mark, mails } = await guests(page);
  const [ada = "", ben = "", cleo = ""] = mails;
  const name = unique("Fair guests");
  await page.goto("/segments");
  await page.getByRole("link", { name: "New segment" }).first().click();
  await page.getByRole("link", { name: /^Custom list/ }).click();
  await expect(page.getByRole("heading", { level: 1, name: "New list" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Create list" })).toBeDisabled();
  await page.getByRole("textbox", { name: "Name" }).fill(name);
  const file = `\uFEFFPlan;E-Mail\r\n"gold;\r\nmore";${ada.toUpperCase()}\r\n;${ben}\r\n;nobody-${mark}@shop.example\r\n;none\r\n`;
  await chooseFile(page, page, csv("fair.csv", file));
  const preview = page.getByRole("region", { name: "First rows" });
  await expect(preview.getByRole("cell", { name: ben })).toBeVisible();
  await expect(page.getByRole("combobox", { name: "Column that tells who is meant" })).toHaveValue("E-Mail");
  await expect(page.getByRole("combobox", { name: "What this column holds" })).toHaveValue("email");
  await expectAccessible(page);
  await page.getByRole("button", { name: "Create list" }).click();

  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
  const report = page.getByRole("dialog", { name: "fair.csv" });
  await expect(
    report.getByText("The people of the file are in the list. 2 rows were not taken: they are listed below."),
  ).toBeVisible({ timeout: 45_000 });
  await expect(fact(report, "People found", 2)).toBeVisible();
  await expect(fact(report, "Unknown identities", 1)).toBeVisible();
  await expect(fact(report, "Refused rows", 1)).toBeVisible();
  await expect(report.getByText("do not enter by that")).toBeVisible();
  const missed = report.getByRole("table", { name: "Rows that were not taken" });
  await expect(missed.getByRole("row").nth(1)).toContainText("nobody has this e-mail address");
  await expect(missed.getByRole("row").nth(2)).toContainText("no e-mail address");
  const download = page.waitForEvent("download");
  await report.getByRole("link", { name: "Download these rows" }).click();
  const path = await (await download).path();
  expect((await readFile(path, "utf8")).trim().split("\n")).toHaveLength(3);
  await expectAccessible(page);
  await report.getByRole("button", { name: "Close" }).last().click();

  await page.getByRole("button", { name: "Add people" }).click();
  const adding = page.getByRole("dialog", { name: `Add people to ${name}` });
  await chooseFile(page, adding, csv("more.csv", `email\n${cleo}\n`));
  await adding.getByRole("button", { name: "Add from file" }).click();
  const added = page.getByRole("dialog", { name: "more.csv" });
  await expect(fact(added, "Entered the list", 1)).toBeVisible({ timeout: 45_000 });
  await page.keyboard.press("Escape");

  await page.getByRole("button", { name: "Remove people" }).click();
  const removing = page.getByRole("dialog", { name: `Remove people from ${name}` });
  await expect(removing).toContainText("3 people");
  await chooseFile(page, removing, csv("gone.csv", `email\n${ben}\n`));
  await removing.getByRole("button", { name: "Remove by file" }).click();
  const removed = page.getByRole("dialog", { name: "gone.csv" });
  await expect(fact(removed, "Left the list", 1)).toBeVisible({ timeout: 45_000 });
  await page.keyboard.press("Escape");
  await expect(page.getByRole("table", { name: "Files of this list" }).getByRole("row")).toHaveCount(4);

  await page.goto("/segments/new?kind=past");
  await page.getByRole("button", { name: "Add condition" }).first().click();
  await page.getByRole("menuitem", { name: "Another segment", exact: true }).click();
  const condition = page.getByRole("listitem", { name: "Condition 1" });
  await condition.getByRole("combobox", { name: "Which segment" }).fill(name);
  await page.getByRole("option", { name }).click();
  const reach = page.getByRole("region", { name: "Estimated reach" });
  await expect(reach.getByRole("status").filter({ hasText: /^2 people$/ })).toBeVisible();
  await expect(reach.getByRole("link", { name: cleo })).toBeVisible();
});

test("a replacing file that names nobody leaves the list as it was and says why; one that does replaces", async ({
  adminPage: page,
}) => {
  const { mails } = await guests(page);
  const [ada = "", ben = ""] = mails;
  const made = await page.request.post("/api/v1/segments/lists", { data: { name: unique("Replaced") } });
  const { id, name } = await made.json();
  await page.goto(`/segments/${id}?tab=imports`);
  await expect(page.getByText("No file yet")).toBeVisible();
  for (const [button, verb, file, words] of [
    ["Add people", "Add from file", csv("first.csv", `email\n${ada}\n`), "are in the list"],
    [
      "Replace all",
      "Replace by file",
      csv("wrong.csv", "email\nwho@else.example\n"),
      "names nobody who is known",
    ],
    ["Replace all", "Replace by file", csv("right.csv", `email\n${ben}\n`), "holds the people of the file"],
  ] as const) {
    await page.getByRole("button", { name: button }).click();
    const dialog = page.getByRole("dialog", { name: new RegExp(name) });
    await chooseFile(page, dialog, file);
    await dialog.getByRole("button", { name: verb }).click();
    const report = page.getByRole("dialog", { name: file.name });
    await expect(report.getByText(words)).toBeVisible({ timeout: 45_000 });
    await page.keyboard.press("Escape");
    await expect(report).toBeHidden();
  }
  const rows = page.getByRole("table", { name: "Files of this list" }).getByRole("row");
  await expect(rows.nth(1)).toContainText("right.csv");
  await expect(rows.nth(2)).toContainText("FAILED");
  await page.getByRole("tab", { name: "Members" }).click();
  await expect(page.getByRole("table", { name: "Members" }).getByRole("row")).toHaveCount(2);
  await expect(page.getByRole("link", { name: ben })).toBeVisible();
});

test("a file that is none is refused in words, and the list that was made of it takes another one", async ({
  adminPage: page,
}) => {
  const { mails } = await guests(page);
  await page.goto("/segments/lists/new");
  const name = unique("Second try");
  await page.getByRole("textbox", { name: "Name" }).fill(name);
  await chooseFile(page, page, csv("empty.csv", "email\nnone\n"));
  await page.getByRole("button", { name: "Create list" }).click();
  await expect(page.getByText("all were refused")).toBeVisible();
  await expect(page.getByText("is saved, with nobody in it yet")).toBeVisible();
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Choose another file" }).click();
  await (await chooser).setFiles(csv("good.csv", `email\n${mails[0]}\n`));
  await page.getByRole("button", { name: "Send file" }).click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
  await expect(page.getByText("The people of the file are in the list.")).toBeVisible({ timeout: 45_000 });
});
