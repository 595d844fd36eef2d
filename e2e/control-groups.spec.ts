import type { Page } from "@playwright/test";
import { unique } from "./fixtures/audiences.ts";
import { expectAccessible } from "./fixtures/axe.ts";
import { createSource, send } from "./fixtures/destinations.ts";
import { invite, join } from "./fixtures/members.ts";
import { expect, test } from "./fixtures/test.ts";

const row = (page: Page, name: string) =>
  page.getByRole("table", { name: "Control groups" }).getByRole("row").filter({ hasText: name });

async function clear(page: Page): Promise<void> {
  const { items } = await (await page.request.get("/api/v1/control-groups")).json();
  for (const { id } of items.toReversed()) {
    expect((await page.request.delete(`/api/v1/control-groups/${id}`)).status()).toBe(204);
  }
}

/** The id of a person who is in a group. Of 400 people, nobody is in one of 4.5 % once in a hundred million times. */
async function somebodyIn(page: Page, group: string): Promise<string> {
  const source = await createSource(page, "Control");
  const mark = unique("control");
  for (let batch = 0; batch < 4; batch += 1) {
    const calls = Array.from({ length: 100 }, (_, index) => ({
      type: "identify",
      userId: `${mark} ${batch * 100 + index}`,
      messageId: `${mark} ${batch * 100 + index}`,
    }));
    await send(source, "batch", { batch: calls });
  }
  for (let cursor: string | null = ""; cursor !== null; ) {
    const search = new URLSearchParams({ search: mark, limit: "100", ...(cursor && { cursor }) });
    const { items, nextCursor } = await (await page.request.get(`/api/v1/people?${search}`)).json();
    for (const { id } of items) {
      const answer = await (await page.request.get(`/api/v1/people/${id}/control-groups`)).json();
      if (answer.items.some(({ name }: { name: string }) => name === group)) {
        return id;
      }
    }
    cursor = nextCursor;
  }
  throw new Error("Nobody is in the group.");
}

test("a system group, then a custom one: made, counted, changed by slider and number, refused, told of a person, read by a Viewer, removed", async ({
  adminPage: page,
  browser,
}) => {
  test.slow();
  await clear(page);
  await page.goto("/settings/control-groups");
  await expect(page.getByText("No control group yet")).toBeVisible();
  await page.getByRole("button", { name: "Make the system group" }).click();
  const system = page.getByRole("dialog", { name: "New system group" });
  await expect(system.getByRole("textbox", { name: "Name" })).toHaveValue("System control group");
  const share = system.getByRole("textbox", { name: "Share of all people" });
  await share.fill("7");
  await system.getByRole("button", { name: "Make control group" }).click();
  await expect(system.getByText("Between 2 and 5 %")).toBeVisible();
  await share.fill("4.5");
  await expect(system.getByRole("status")).toContainText("About");
  await expectAccessible(page);
  await system.getByRole("button", { name: "Make control group" }).click();
  await expect(row(page, "System control group")).toContainText("4.5 %");
  await expect(row(page, "System control group")).toContainText(/\d of [\d,]+/);

  const name = unique("Winter sale");
  await page.getByRole("button", { name: "New control group" }).click();
  const custom = page.getByRole("dialog", { name: "New custom group" });
  await custom.getByRole("textbox", { name: "Name" }).fill(name);
  await custom.getByRole("slider").focus();
  await page.keyboard.press("Home");
  await expect(custom.getByRole("textbox", { name: "Share of all people" })).toHaveValue("2 %");
  await custom.getByRole("button", { name: "Make control group" }).click();
  await expect(row(page, name)).toContainText("2 %");

  await row(page, name)
    .getByRole("button", { name: `Actions for ${name}` })
    .click();
  await page.getByRole("menuitem", { name: "Edit" }).click();
  const edit = page.getByRole("dialog", { name: "Edit control group" });
  await edit.getByRole("textbox", { name: "Share of all people" }).fill("3");
  await expect(edit.getByText("Who is in it stays; others join them.")).toBeVisible();
  await edit.getByRole("button", { name: "Save control group" }).click();
  await expect(row(page, name)).toContainText("3 %");

  await row(page, "System control group")
    .getByRole("button", { name: /^Actions for/ })
    .click();
  await page.getByRole("menuitem", { name: "Remove" }).click();
  const ask = page.getByRole("dialog", { name: /^Remove/ });
  await ask.getByRole("button", { name: "Remove" }).click();
  await expect(ask.getByRole("alert")).toContainText("Custom groups need the system group");
  await ask.getByRole("button", { name: "Cancel" }).click();

  const person = await somebodyIn(page, "System control group");
  await page.goto(`/people/${person}`);
  await expect(page.getByText("In control group")).toBeVisible();
  await page.getByRole("link", { name: /System control group/ }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Control groups" })).toBeVisible();

  const viewer = await join(
    browser,
    await invite(page, "Viewer"),
    "Vic Viewer",
    `${unique("vic").replaceAll(" ", "-")}@example.com`,
  );
  await viewer.goto("/settings/control-groups");
  await expect(row(viewer, name)).toContainText("3 %");
  await expect(viewer.getByRole("button", { name: "New control group" })).toHaveCount(0);
  await expect(viewer.getByRole("button", { name: /^Actions for/ })).toHaveCount(0);
  await viewer.context().close();

  await page.goto("/settings/control-groups");
  for (const each of [name, "System control group"]) {
    await row(page, each)
      .getByRole("button", { name: /^Actions for/ })
      .click();
    await page.getByRole("menuitem", { name: "Remove" }).click();
    await page
      .getByRole("dialog", { name: /^Remove/ })
      .getByRole("button", { name: "Remove" })
      .click();
    await expect(row(page, each)).toHaveCount(0);
  }
  await expect(page.getByText("No control group yet")).toBeVisible();
});
