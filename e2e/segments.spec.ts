import type { Page } from "@playwright/test";
import { unique } from "./fixtures/audiences.ts";
import { expectAccessible } from "./fixtures/axe.ts";
import { createSource, send } from "./fixtures/destinations.ts";
import { add, ago, condition, figure, makeSegment, people, reach, waitForName } from "./fixtures/segments.ts";
import { expect, test } from "./fixtures/test.ts";

test.describe.configure({ mode: "parallel" });

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

test("English-speaking female users in the United States: built, counted and checked", async ({
  adminPage: page,
}) => {
  const { mark } = await englishSpeakers(page);
  await page.goto("/segments");
  await page.getByRole("link", { name: "New segment" }).first().click();
  await expect(page.getByRole("heading", { level: 1, name: "New segment" })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("link", { name: "Past behavior" }).click();
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
  const viaSegment = reach(page).locator("dl > div").filter({ hasText: "Via Segment" });
  await expect(viaSegment.getByRole("definition")).toHaveText("1");
  await expectAccessible(page);

  await page.getByRole("button", { name: "Remove condition 4" }).press("Enter");
  await expect(page.getByRole("button", { name: "Remove condition 3" })).toBeFocused();
  await expect(people(page, 2)).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(people(page, 1)).toBeVisible();
  const whetherEnglish = condition(page, 3).getByRole("combobox", { name: "Whether it is so" });
  await whetherEnglish.selectOption("Not: their");
  await expect(reach(page).getByRole("link", { name: `cleo ${mark}` })).toBeVisible();
  await whetherEnglish.selectOption("Their");
  await expect(reach(page).getByRole("link", { name: `ada ${mark}` })).toBeVisible();

  const check = page.getByRole("region", { name: "Check a person" });
  await check.getByRole("combobox").fill(`cleo ${mark}`);
  await page.getByRole("option", { name: `cleo ${mark}` }).click();
  await expect(check).toContainText("is not in it");
  const third = check.getByRole("listitem").nth(2);
  await expect(third).toContainText("Language is en");
  await expect(third).toContainText('not met seen: "de"');
});

test("what keeps a segment from being saved gets the focus, and goes once it is changed", async ({
  adminPage: page,
}) => {
  await page.goto("/segments/new?kind=past");
  const name = page.getByRole("textbox", { name: "Name" });
  const alert = page.getByRole("main").getByRole("alert");
  const save = page.getByRole("button", { name: "Save segment" });
  await save.click();
  await expect(name).toBeFocused();
  await expect(name).toHaveAttribute("aria-invalid", "true");
  await name.fill("Nobody yet");
  await expect(name).not.toHaveAttribute("aria-invalid", "true");
  await expect(alert).toContainText("Add a condition");
  await save.click();
  await expect(alert).toBeFocused();
  await add(page, "A property of theirs");
  await expect(alert).toHaveCount(0);
});

test("a segment that was built is saved, counted, shown with its members and found again", async ({
  adminPage: page,
}) => {
  const { mark } = await englishSpeakers(page);
  await page.goto("/segments/new?kind=past");
  await add(page, "A property of theirs");
  await condition(page, 1).getByRole("combobox", { name: "Property of the person" }).fill("mark");
  await condition(page, 1).getByRole("combobox", { name: "Value" }).fill(mark);
  await known(page, 2, "Language", "de");
  await expect(people(page, 1)).toBeVisible();
  const name = unique("German-speaking");
  await page.getByRole("textbox", { name: "Name" }).fill(name);
  await page.getByRole("button", { name: "Save segment" }).click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
  await expect(figure(page, "People")).toHaveText("1");
  await page.getByRole("tab", { name: "Members" }).click();
  await expect(page.getByRole("table", { name: "Members" }).getByRole("row")).toHaveCount(2);
  await page.getByRole("tab", { name: "Definition" }).click();
  await expect(people(page, 1)).toBeVisible();
  await page.reload();
  await expect(people(page, 1)).toBeVisible();

  await page.goto("/segments");
  await page.getByRole("searchbox", { name: "Search segments" }).fill(name);
  await expect(page.getByRole("table", { name: "Segments" }).getByRole("row")).toHaveCount(2);
  await expect(page.getByRole("link", { name, exact: true })).toBeVisible();
});

test("what is saved of a segment elsewhere comes here, and is not saved over without asking", async ({
  adminPage: page,
}) => {
  const speaks = (value: string) => ({
    groups: [
      { conditions: [{ kind: "field", field: "language", test: { type: "text", op: "equals", value } }] },
    ],
  });
  const { id } = await makeSegment(page, unique("In two windows"), "past", speaks("de"));
  const elsewhere = (language: string) =>
    page.request.patch(`/api/v1/segments/${id}`, { data: { definition: speaks(language) } });
  await page.goto(`/segments/${id}?tab=definition`);
  const language = condition(page, 1).getByRole("combobox", { name: "Value" });
  await elsewhere("en");
  await expect(language).toHaveValue("en");

  await language.fill("fr");
  await elsewhere("it");
  const conflict = page.getByRole("alert").filter({ hasText: "This segment was changed meanwhile" });
  await expect(conflict).toContainText("Another definition was saved");
  await conflict.getByRole("button", { name: "Load their version" }).click();
  await expect(language).toHaveValue("it");
  await expect(conflict).toHaveCount(0);

  await language.fill("fr");
  await elsewhere("es");
  await page.getByRole("button", { name: "Save segment" }).click();
  await conflict.getByRole("button", { name: "Save mine over it" }).click();
  await expect(conflict).toHaveCount(0);
  await page.reload();
  await expect(language).toHaveValue("fr");
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
  await waitForName(page, bought);
  await page.goto("/segments/new?kind=past");
  await add(page, "Did an event");
  await condition(page, 1).getByRole("combobox", { name: "Events" }).fill(event);
  await page.getByRole("option", { name: event }).click();
  await expect(people(page, 2)).toBeVisible();
  const amount = condition(page, 1).getByRole("textbox", { name: "Amount" });
  await amount.press("End");
  await amount.press("Backspace");
  await amount.pressSequentially("2");
  await expect(amount).toHaveValue("2");
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
  await page.goto("/segments/new?kind=past");
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
  const gold = await makeSegment(page, unique("Gold members"), "past", definition);
  const asks = await makeSegment(page, unique("Asks for gold"), "past", {
    groups: [{ conditions: [{ kind: "segment", segmentId: gold.id }] }],
  });
  await page.goto(`/segments?q=${encodeURIComponent(gold.name)}`);
  await page.getByRole("button", { name: `Actions for ${gold.name}` }).click();
  await page.getByRole("menuitem", { name: "Archive" }).click();
  const asking = page.getByRole("dialog");
  await asking.getByRole("button", { name: "Archive" }).click();
  await expect(asking.getByRole("alert")).toContainText("Asks for gold");

  await page.goto(`/segments/${gold.id}`);
  await page.getByRole("button", { name: "More actions" }).click();
  await page.getByRole("menuitem", { name: "Archive" }).click();
  await asking.getByRole("button", { name: "Archive" }).click();
  await expect(asking.getByRole("alert")).toContainText(asks.name);
  await asking.getByRole("button", { name: "Cancel" }).click();

  // Whoever changes what others use is told before it is saved.
  await page.getByRole("tab", { name: "Definition" }).click();
  const inUse = page.getByRole("status").filter({ hasText: "It is in use, and what you save holds at once" });
  await expect(inUse).toHaveCount(0);
  const kind = page.getByRole("radiogroup", { name: "Kind" });
  await kind.getByText("Live behavior").click();
  await expect(inUse.getByRole("link", { name: asks.name })).toBeVisible();
  await expectAccessible(page);
  await kind.getByText("Past behavior").click();
  await expect(inUse).toHaveCount(0);
  await page.getByRole("tab", { name: "Overview" }).click();
  await page.getByRole("region", { name: "Used by" }).getByRole("link", { name: asks.name }).click();
  await expect(page.getByRole("heading", { level: 1, name: asks.name })).toBeVisible();
  await page.getByRole("button", { name: "More actions" }).click();
  await page.getByRole("menuitem", { name: "Archive" }).click();
  await asking.getByRole("button", { name: "Archive" }).click();
  await expect(page.getByText("This segment is archived")).toBeVisible();
});

test("one thing done and not the other within a time, of the same product, is asked for as a sentence", async ({
  adminPage: page,
}) => {
  const source = await createSource(page, "Waiting");
  const added = unique("Added to cart");
  const bought = unique("Order completed");
  const call = (userId: string, event: string, product_id: string, minutes: number) =>
    send(source, "track", {
      userId: `${userId} ${added}`,
      event,
      properties: { product_id },
      timestamp: ago({ minutes }),
    });
  await call("ada", added, "hat", 11);
  await call("ben", added, "hat", 11);
  await call("ben", bought, "hat", 5);
  await call("cleo", added, "hat", 11);
  await call("cleo", bought, "shoe", 5);
  await call("dora", added, "hat", 9);
  await waitForName(page, bought);

  await page.goto("/segments/new?kind=live");
  await add(page, "Did one thing and not the other");
  const sentence = condition(page, 1);
  await sentence.getByRole("combobox", { name: "Events done", exact: true }).fill(added);
  await page.getByRole("option", { name: added }).click();
  await sentence.getByRole("combobox", { name: "Events not done" }).fill(bought);
  await page.getByRole("option", { name: bought }).click();
  await page.keyboard.press("Escape");
  await expect(people(page, 1)).toBeVisible();
  await sentence.getByRole("button", { name: "Of the same product" }).click();
  await sentence.getByRole("combobox", { name: "Property that is the same" }).fill("product_id");
  await page.keyboard.press("Escape");
  await expect(people(page, 2)).toBeVisible();
  await expectAccessible(page);

  const check = page.getByRole("region", { name: "Check a person" });
  await check.getByRole("combobox").fill(`dora ${added}`);
  await page.getByRole("option", { name: `dora ${added}` }).click();
  await expect(check.getByRole("listitem")).toContainText(
    `Did ${added} in the last 7 days and within 10 minutes, and since, not ${bought} of the same product_id`,
  );
  await expect(check).toContainText("is not in it");
  await sentence.getByRole("textbox", { name: "Time to wait" }).fill("8");
  await expect(people(page, 3)).toBeVisible();
  await expect(check).toContainText("is in it");
});

test("pages, referrers and the days of every year are asked for as sentences", async ({
  adminPage: page,
}) => {
  const source = await createSource(page, "Pages");
  const mark = unique("page");
  const visit = (who: string, url: string, referrer: string) =>
    send(source, "page", { userId: `${who} ${mark}`, name: "Sale", properties: { url, referrer } });
  await visit("ada", `https://shop.example/${mark}`, "https://news.example/today");
  await visit("ada", `https://shop.example/${mark}/2`, "https://shop.example/");
  await visit("ben", `https://shop.example/${mark}`, "https://search.example/");
  const day = new Date(Date.now() + 3 * 86_400_000).toISOString().slice(4, 10);
  await send(source, "identify", { userId: `ada ${mark}`, traits: { birthday: `1988${day}` } });

  await page.goto("/segments/new?kind=past");
  const beginnings = page.getByRole("group", { name: "Or begin with" });
  await beginnings.getByRole("button", { name: "All users" }).click();
  await expect(beginnings).toHaveCount(0);
  await expect(condition(page, 1).getByRole("combobox", { name: "Whether it is so" })).toBeFocused();
  await page.getByRole("button", { name: "Remove condition 1" }).click();
  await expect(beginnings).toBeVisible();
  await add(page, "Visited a page");
  await expect(condition(page, 1).getByRole("combobox", { name: "Did or did not" })).toBeFocused();
  const visited = condition(page, 1);
  const choose = async (comparison: string) => {
    await visited.getByRole("combobox", { name: "Comparison" }).click();
    await page.getByRole("option", { name: comparison, exact: true }).click();
  };
  await choose("is");
  await visited.getByRole("combobox", { name: "Value" }).fill(`/${mark}`);
  const told = visited.getByText("Browsers send the whole address");
  await expect(told).toBeVisible();
  await choose("contains");
  await expect(told).toHaveCount(0);
  await visited.getByRole("combobox", { name: "Value" }).fill(mark);
  await expect(people(page, 2)).toBeVisible();
  await add(page, "Came from a site");
  await expect(condition(page, 2).getByRole("combobox", { name: "Part of the page" })).toHaveValue(
    "referrer",
  );
  await condition(page, 2).getByRole("combobox", { name: "Value" }).fill("news.example");
  await expect(people(page, 1)).toBeVisible();
  await add(page, "Saw a number of pages");
  await expect(people(page, 0)).toBeVisible();
  await condition(page, 3).getByRole("textbox", { name: "Amount" }).fill("2");
  await expect(people(page, 1)).toBeVisible();

  await add(page, "A property of theirs");
  const birthday = condition(page, 4);
  await birthday.getByRole("combobox", { name: "Property of the person" }).fill("birthday");
  await birthday.getByRole("combobox", { name: "Comparison" }).click();
  await page.getByRole("option", { name: "is in … days" }).click();
  await birthday.getByRole("textbox", { name: "Days" }).fill("3");
  await expect(people(page, 0)).toBeVisible();
  await birthday.getByRole("checkbox", { name: "every year" }).check();
  await expect(people(page, 1)).toBeVisible();
  await expectAccessible(page);
  for (const number of [4, 3, 2, 1]) {
    await page.getByRole("button", { name: `Remove condition ${number}` }).press("Enter");
  }
  await expect(page.getByRole("button", { name: "Add condition" })).toBeFocused();
});

test("people near a place who come with a browser are asked for, the browser out of those that were seen", async ({
  adminPage: page,
}) => {
  const source = await createSource(page, "Visitors");
  const mark = unique("visitor");
  const windows = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)";
  const chrome = `${windows} Chrome/124.0.0.0 Safari/537.36`;
  const vienna = { latitude: 48.2082, longitude: 16.3738 };
  const visitors: [string, object][] = [
    ["ada", { userAgent: chrome, location: vienna }],
    ["ben", { userAgent: chrome, location: { latitude: 52.52, longitude: 13.405 } }],
    ["cleo", { userAgent: `${chrome} Edg/124.0.2478.51`, location: vienna }],
  ];
  for (const [name, context] of visitors) {
    await send(source, "identify", { userId: `${name} ${mark}`, traits: { mark }, context });
    await send(source, "track", { userId: `${name} ${mark}`, event: "Opened", context });
  }
  const field = (key: string) => ({ kind: "field", field: key, test: { type: "any", op: "is_set" } });
  const marked = { kind: "property", path: ["mark"], test: { type: "text", op: "equals", value: mark } };
  const definition = { groups: [{ conditions: [marked, field("browser"), field("location")] }] };
  // With what people come is learnt a moment later.
  await expect
    .poll(
      async () =>
        (await (await page.request.post("/api/v1/segments/reach", { data: { definition } })).json()).people,
    )
    .toBe(3);

  await page.goto("/segments/new?kind=past");
  await add(page, "A property of theirs");
  await condition(page, 1).getByRole("combobox", { name: "Property of the person" }).fill("mark");
  await condition(page, 1).getByRole("combobox", { name: "Value" }).fill(mark);
  await expect(people(page, 3)).toBeVisible();
  await add(page, "Known about them");
  const browser = condition(page, 2);
  await browser.getByRole("combobox", { name: "What is known" }).click();
  await page.getByRole("option", { name: "Browser", exact: true }).click();
  await browser.getByRole("combobox", { name: "Value" }).fill("chr");
  await page.getByRole("option", { name: "Chrome", exact: true }).click();
  await expect(people(page, 2)).toBeVisible();

  await add(page, "Known about them");
  const place = condition(page, 3);
  await place.getByRole("combobox", { name: "What is known" }).click();
  await page.getByRole("option", { name: "Location", exact: true }).click();
  await place.getByRole("textbox", { name: "Latitude" }).pressSequentially("48.205");
  await place.getByRole("textbox", { name: "Longitude" }).pressSequentially("16.37");
  await expect(people(page, 1)).toBeVisible();
  await place.getByRole("button", { name: "Another place" }).click();
  await place.getByRole("textbox", { name: "Latitude" }).nth(1).fill("52.5");
  await place.getByRole("textbox", { name: "Longitude" }).nth(1).fill("13.4");
  await place.getByRole("textbox", { name: "Metres" }).nth(1).fill("20000");
  await expect(people(page, 2)).toBeVisible();
  await expectAccessible(page);
  await page.setViewportSize({ width: 390, height: 844 });
  // Nothing of it stands beside a narrow window.
  await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  await place.getByRole("button", { name: "Remove place 1" }).click();
  await expect(place.getByRole("textbox", { name: "Latitude" })).toHaveValue("52.5");
  await expect(people(page, 1)).toBeVisible();
  await expect(reach(page).getByRole("link", { name: `ben ${mark}` })).toBeVisible();
});
