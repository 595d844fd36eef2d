import { unique } from "./fixtures/audiences.ts";
import { expectAccessible } from "./fixtures/axe.ts";
import { connectSandbox, keepList } from "./fixtures/sandbox.ts";
import { expect, test } from "./fixtures/test.ts";

// Each story waits for a real worker.
test.describe.configure({ timeout: 120_000 });

test("a marketer imports an audience that Storyly keeps from the page of the connection, and again from its own", async ({
  adminPage: page,
}) => {
  const storyly = await connectSandbox(page, "storyly");
  const list = unique("Sneaker fans");
  await keepList(storyly, { name: list, csv: "user_id,city\ncust-1,Pune\n,nobody\ncust-2,Goa\n" });
  await keepList(storyly, { name: "Quiz winners", csv: null });

  await page.goto(`/settings/partners/${storyly.id}`);
  await page.getByRole("button", { name: "Audiences at the partner" }).click();
  const listed = page.getByRole("dialog", { name: /^Audiences at the partner/ });
  await expect(listed.getByRole("row", { name: new RegExp(list) })).toContainText("3");
  await listed.getByRole("button", { name: "Actions for Quiz winners" }).click();
  await expect(page.getByRole("menuitem", { name: /Import as an audience/ })).toContainText(
    "Storyly gives no file of its users",
  );
  await expectAccessible(page);
  await listed.getByText(list).click();
  await listed.getByRole("button", { name: `Actions for ${list}` }).click();
  await page.getByRole("menuitem", { name: "Import as an audience" }).click();

  const drawer = page.getByRole("dialog", { name: "New audience" });
  await expect(drawer.getByRole("radio", { name: /^Import from Storyly/ })).toBeChecked();
  await expect(drawer.getByRole("textbox", { name: "Name" })).toHaveValue(list);
  await expect(drawer.getByRole("textbox", { name: /Column with the identity/ })).toHaveValue("user_id");
  await expect(drawer.getByText(/Storyly gives a file of the users only for audiences/)).toBeVisible();
  await expectAccessible(page);
  await drawer.getByRole("button", { name: "Create audience" }).click();

  await expect(page.getByRole("heading", { name: list })).toBeVisible();
  const imports = page.getByRole("table", { name: "Imports of this audience" });
  await expect(imports).toContainText("DONE, 1 refused", { timeout: 30_000 });
  await imports.getByRole("row", { name: /fans\.csv/ }).click();
  const report = page.getByRole("dialog", { name: "fans.csv" });
  await expect(report.getByRole("table", { name: "Refused rows" })).toContainText("no identity");
  await expectAccessible(page);
  await report.getByRole("button", { name: "Close" }).last().click();
  await page.getByRole("tab", { name: "Members" }).click();
  const members = page.getByRole("table", { name: "Members" });
  await expect(members).toContainText("cust-1");
  await expect(members).toContainText("city: Goa");
  await expect(page.getByRole("link", { name: `${list} at ${storyly.nickname}` })).toBeVisible();

  await page.getByRole("button", { name: "Import again" }).click();
  const asking = page.getByRole("dialog", { name: "Import again from Storyly" });
  await expect(asking.getByRole("radio", { name: "leaves" })).toBeChecked();
  await expectAccessible(page);
  await asking.getByRole("button", { name: "Import again" }).click();
  await expect(imports.locator("tbody tr")).toHaveCount(2);
  await expect(imports.locator("tbody tr").first()).toContainText("DONE, 1 refused", { timeout: 30_000 });
});

test("an audience is imported from Audiences: the account is chosen, then its list", async ({
  adminPage: page,
}) => {
  const storyly = await connectSandbox(page, "storyly");
  await keepList(storyly, { name: "Runners", csv: "user_id\ncust-7\n" });
  await page.goto("/audiences?create=1");
  const drawer = page.getByRole("dialog", { name: "New audience" });
  await drawer.getByRole("radio", { name: /^Import from Storyly/ }).click();
  await drawer.getByRole("combobox", { name: "Connection" }).click();
  await page.getByRole("option", { name: storyly.nickname }).click();
  await drawer.getByRole("combobox", { name: "Audience at Storyly" }).click();
  await page.getByRole("option", { name: "Runners · 1 user" }).click();
  const name = unique("Runners");
  await drawer.getByRole("textbox", { name: "Name" }).fill(name);
  await drawer.getByRole("button", { name: "Create audience" }).click();
  await expect(page.getByRole("table", { name: "Imports of this audience" })).toContainText("DONE", {
    timeout: 30_000,
  });
  await page.getByRole("tab", { name: "Members" }).click();
  await expect(page.getByRole("table", { name: "Members" })).toContainText("cust-7");
});
