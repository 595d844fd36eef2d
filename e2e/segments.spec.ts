import type { Locator, Page } from "@playwright/test";
import { unique } from "./fixtures/audiences.ts";
import { expectAccessible } from "./fixtures/axe.ts";
import { createSource, send } from "./fixtures/destinations.ts";
import { expect, test } from "./fixtures/test.ts";

test.describe.configure({ mode: "parallel" });

const condition = (page: Page, number: number): Locator =>
  page.getByRole("listitem", { name: `Condition ${number}` });
const reach = (page: Page): Locator => page.getByRole("region", { name: "Estimated reach" });
const people = (page: Page, count: number): Locator =>
  reach(page)
    .getByRole("status")
    .filter({ hasText: new RegExp(`^${count} people$`) });

async function add(page: Page, what: string, group = 0): Promise<void> {
  await page.getByRole("button", { name: "Add condition" }).nth(group).click();
  await page.getByRole("menuitem", { name: what, exact: true }).click();
}

/** Of the four, one woman in the United States speaks English. */
async function englishSpeakers(page: Page) {
  const source = await createSource(page, "Speakers");
  const mark = unique("speaker");
  const all = {
    ada: { gender: "F", locale: "en-US", country: "US" },
    ben: { gender: "male", locale: "en-US", country: "US" },
    cleo: { gender: "female", locale: "de-DE", country: "US" },
    dora: { gender: "female", locale: "en-GB", country: "GB" },
  };
  for (const [name, traits] of Object.entries(all)) {
    await send(source, "identify", {
      userId: `${name} ${mark}`,
      traits: { ...traits, mark, name: `${name} ${mark}` },
    });
  }
  return { source, mark };
}

async function known(page: Page, number: number, field: string, value: string): Promise<void> {
  await add(page, "Known about them");
  const row = condition(page, number);
  await row.getByRole("combobox", { name: "What is known" }).click();
  await page.getByRole("option", { name: field, exact: true }).click();
  await row.getByRole("combobox", { name: "Value" }).fill(value);
}

test("English-speaking female users in the United States: built, counted, checked, saved and found again", async ({
  adminPage: page,
}) => {
  const { mark } = await englishSpeakers(page);
  await page.goto("/segments");
  await page.getByRole("link", { name: "New segment" }).first().click();
  await expect(page.getByRole("heading", { level: 1, name: "New segment" })).toBeVisible();
  await add(page, "A property of theirs");
  await condition(page, 1).getByRole("combobox", { name: "Property of the person" }).fill("mark");
  await condition(page, 1).getByRole("combobox", { name: "Value" }).fill(mark);
  await expect(people(page, 4)).toBeVisible();
  await known(page, 2, "Gender", "female");
  await known(page, 3, "Language", "en");
  await known(page, 4, "Country", "US");
  await expect(people(page, 1)).toBeVisible();
  await expect(reach(page).getByRole("link", { name: `ada ${mark}` })).toBeVisible();
  await expect(condition(page, 1)).toContainText("4 on its own");
  await expectAccessible(page);

  await page.getByRole("button", { name: "Remove condition 4" }).click();
  await expect(people(page, 2)).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(people(page, 1)).toBeVisible();

  const check = page.getByRole("region", { name: "Check a person" });
  await check.getByRole("combobox").fill(`cleo ${mark}`);
  await page.getByRole("option", { name: `cleo ${mark}` }).click();
  await expect(check).toContainText("is not in it");
  await expect(check.getByRole("listitem").nth(2)).toContainText('not met seen: "de"');

  const name = unique("English-speaking women in the US");
  await page.getByRole("textbox", { name: "Name" }).fill(name);
  await page.getByRole("button", { name: "Save segment" }).click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
  await page.reload();
  await expect(people(page, 1)).toBeVisible();

  await page.goto(`/people?search=${encodeURIComponent(`cleo ${mark}`)}`);
  await page
    .getByRole("link", { name: `cleo ${mark}` })
    .first()
    .click();
  await page.getByRole("tab", { name: "Segments" }).click();
  const row = page
    .getByRole("table", { name: "Segments of this person" })
    .getByRole("row")
    .filter({ hasText: name });
  await expect(row).toContainText("Not in it");
  await expectAccessible(page);
  await row.getByRole("link", { name: "See each condition" }).click();
  await expect(check.getByRole("listitem").nth(2)).toContainText('not met seen: "de"');

  await page.goto("/segments");
  await page.getByRole("searchbox", { name: "Search segments" }).fill(name);
  await expect(page.getByRole("table", { name: "Segments" }).getByRole("row")).toHaveCount(2);
  await expect(page.getByRole("link", { name })).toBeVisible();
});

test("events are asked for as a sentence: how often, since when, with which property, or not at all", async ({
  adminPage: page,
}) => {
  const source = await createSource(page, "Sentences");
  const event = unique("Added to cart");
  const bought = unique("Bought");
  for (const [userId, category] of [
    ["ada", "Shoes"],
    ["ada", "Hats"],
    ["ben", "Shoes"],
  ]) {
    await send(source, "track", { userId: `${userId} ${event}`, event, properties: { category } });
  }
  await send(source, "track", { userId: `ben ${event}`, event: bought });
  // The catalogue learns of a name a moment later.
  await expect
    .poll(
      async () =>
        (await (await page.request.get(`/api/v1/events/names?search=${encodeURIComponent(bought)}`)).json())
          .items.length,
    )
    .toBe(1);
  await page.goto("/segments/new");
  await add(page, "Did an event");
  await condition(page, 1).getByRole("combobox", { name: "Events" }).fill(event);
  await page.getByRole("option", { name: event }).click();
  await expect(people(page, 2)).toBeVisible();
  await condition(page, 1).getByRole("textbox", { name: "Amount" }).fill("2");
  await expect(people(page, 1)).toBeVisible();
  await condition(page, 1).getByRole("textbox", { name: "Amount" }).fill("1");
  await condition(page, 1).getByRole("button", { name: "Add filter" }).click();
  const filter = condition(page, 1).getByRole("region", { name: "Filter 1" });
  await filter.getByRole("combobox", { name: "Property of the event" }).fill("category");
  await filter.getByRole("combobox", { name: "Value" }).click();
  await page.getByRole("option", { name: "Hats" }).click();
  await expect(people(page, 1)).toBeVisible();
  await filter.getByRole("button", { name: "Remove filter 1" }).click();
  await expect(people(page, 2)).toBeVisible();

  await condition(page, 1).getByRole("button", { name: "Only on days" }).click();
  const days = condition(page, 1).getByRole("region", { name: "Weekdays" });
  for (const day of ["Mon", "Tue", "Wed", "Thu", "Fri"]) {
    await days.getByText(day, { exact: true }).click();
  }
  await expect(people(page, 2)).toBeVisible();
  await expectAccessible(page);

  await add(page, "Did not do an event");
  await condition(page, 2).getByRole("combobox", { name: "Events" }).fill(bought);
  await page.getByRole("option", { name: bought }).click();
  await expect(people(page, 1)).toBeVisible();
  await expect(condition(page, 1)).toContainText("2 on its own");
});

test("what is missing is said at its place, and a segment that another one asks for stays", async ({
  adminPage: page,
}) => {
  await page.goto("/segments/new");
  await page.getByRole("button", { name: "Save segment" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "Group 1: Add a condition" })).toBeVisible();
  await expect(page.getByText("Enter a name")).toBeVisible();

  const definition = {
    groups: [
      {
        conditions: [
          { kind: "property", path: ["plan"], test: { type: "text", op: "equals", value: "gold" } },
        ],
      },
    ],
  };
  const make = async (name: string, of: object) => {
    const made = await page.request.post("/api/v1/segments", { data: { name, definition: of } });
    expect(made.status()).toBe(201);
    return made.json();
  };
  const gold = await make(unique("Gold members"), definition);
  await make(unique("Asks for gold"), {
    groups: [{ conditions: [{ kind: "segment", segmentId: gold.id }] }],
  });
  await page.goto(`/segments?q=${encodeURIComponent(gold.name)}`);
  await page.getByRole("button", { name: `Actions for ${gold.name}` }).click();
  await page.getByRole("menuitem", { name: "Archive" }).click();
  const asking = page.getByRole("dialog");
  await asking.getByRole("button", { name: "Archive" }).click();
  await expect(asking.getByRole("alert")).toContainText("Asks for gold");
});
