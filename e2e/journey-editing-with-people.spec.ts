import type { Locator, Page } from "@playwright/test";
import { unique } from "./fixtures/audiences.ts";
import { expectAccessible } from "./fixtures/axe.ts";
import { createSource, type Source, send } from "./fixtures/destinations.ts";
import {
  type BegunJourney,
  beginJourney,
  faceOf,
  journeyNow,
  openJourney,
  savedMark,
} from "./fixtures/journeys.ts";
import { expect, test } from "./fixtures/test.ts";

test.describe.configure({ mode: "parallel", timeout: 120_000 });

type Running = BegunJourney & { source: Source; event: (name: string) => string };

const ways = [
  ["in", "entry_action", "Registered"],
  ["cart", "action", "Cart"],
  ["checkout", "action", "Checkout"],
  ["bought", "action", "Bought"],
] as const;

/** A journey that runs: in by Registered, then each step waits for the event of its name. */
async function runningJourney(page: Page): Promise<Running> {
  const [source, begun] = [await createSource(page, "Shop of an edit"), await beginJourney(page)];
  const mark = unique("edit");
  const event = (name: string) => `${name} ${mark}`;
  const { draft } = await journeyNow(page, begun);
  const nodes = ways.map(([id, kind, name], place) => ({
    ...{ id, kind, name, position: { x: 0, y: place * 160 } },
    settings: {
      did: { events: [{ type: "track", name: event(name) }], where: [] },
      filter: null,
      timeout: null,
    },
  }));
  const end = { id: "end", kind: "force_exit", name: "", settings: {}, position: { x: 0, y: 640 } };
  const edges = [...nodes, end].slice(1).map(({ id: to }, place) => ({
    ...{ id: `link${place}`, from: nodes[place]?.id, exit: "yes", to, delay: null },
  }));
  draft.settings.controlGroups.system = false;
  const saved = await page.request.patch(`/api/v1/journeys/${begun.id}`, {
    data: { revision: begun.revision, draft: { ...draft, nodes: [...nodes, end], edges } },
  });
  expect([saved.status(), saved.ok() ? "" : await saved.text()]).toEqual([200, ""]);
  const { revision, problems } = await saved.json();
  expect(problems).toEqual([]);
  const published = await page.request.post(`/api/v1/journeys/${begun.id}/publish`, { data: { revision } });
  expect([published.status(), published.ok() ? "" : await published.text()]).toEqual([200, ""]);
  return { ...begun, source, event };
}

async function boxOf(of: Locator) {
  const box = await of.boundingBox();
  if (!box) {
    throw new Error(`${of} is not drawn.`);
  }
  return box;
}

/** How many people are at each of these nodes now. */
async function peopleAt(page: Page, { id }: Running): Promise<Record<string, number>> {
  const { nodes } = await (await page.request.get(`/api/v1/journeys/${id}/report`)).json();
  return Object.fromEntries(
    Object.entries(nodes as Record<string, { inside: number }>).map(([node, { inside }]) => [node, inside]),
  );
}

async function choose(face: Locator): Promise<void> {
  // A canvas that was opened just now may not hear the first click.
  await expect(async () => {
    await face.click();
    await expect(face).toHaveClass(/\bselected\b/, { timeout: 1_000 });
  }).toPass();
}

async function removeNodes(page: Page, titles: string[]): Promise<void> {
  for (const title of titles) {
    const face = faceOf(page, title);
    await page.keyboard.press("Escape");
    await choose(face);
    await page.locator("body").press("Delete");
    await expect(face).toHaveCount(0);
  }
}

/** Opens the dialog in which a journey is published. */
async function publishDialog(page: Page, { name }: BegunJourney): Promise<Locator> {
  await page.getByRole("button", { name: "Publish", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: `Publish “${name}”?` });
  await expect(dialog.getByRole("region", { name: "What changes" })).toBeVisible();
  return dialog;
}

async function confirm(page: Page, dialog: Locator, version: number): Promise<void> {
  await dialog.getByRole("button", { name: "Publish", exact: true }).click();
  await expect(dialog).toHaveCount(0);
  await expect(page.getByText(`v${version} is published`)).toBeVisible();
}

const figure = (page: Page, name: string): Locator =>
  page
    .getByLabel("Figures of the journey")
    .locator("div")
    .filter({ has: page.getByText(name, { exact: true }) });

const openReport = (page: Page): Promise<void> => page.getByText("Report", { exact: true }).click();

test("people whose steps an edit removes go where the publish dialog says: on to another step, or out", async ({
  adminPage: page,
}) => {
  const journey = await runningJourney(page);
  const { source, event } = journey;
  const [ada, ben, cleo] = [unique("ada"), unique("ben"), unique("cleo")];
  for (const userId of [ada, ben, cleo]) {
    await send(source, "track", { userId, event: event("Registered") });
  }
  await send(source, "track", { userId: cleo, event: event("Cart") });
  await expect
    .poll(() => peopleAt(page, journey), { timeout: 30_000 })
    .toMatchObject({ cart: 2, checkout: 1, bought: 0 });

  await openJourney(page, journey);
  await removeNodes(page, ["Cart", "Checkout"]);
  // At once: what was not saved yet is told as well.
  const dialog = await publishDialog(page, journey);
  await expect(dialog.getByRole("region", { name: "What changes" }).getByRole("listitem")).toHaveText([
    "Cart (removed)",
    "Checkout (removed)",
    "Registered (changed)",
  ]);
  await expect(dialog).toContainText("3 people are in the journey now");
  const stranded = dialog.getByRole("alert");
  await expect(stranded).toContainText("3 people wait in steps that you removed");
  await expect(stranded).toContainText("They stay there, and go on by the version that they are in");
  await expect(stranded.getByRole("listitem")).toHaveText(["2 people in “Cart”", "1 person in “Checkout”"]);

  await dialog.getByRole("radio", { name: "They go on by this version" }).check();
  await stranded.getByLabel("2 people in “Cart”").selectOption({ label: "Move to “Bought”" });
  await expect(stranded.getByLabel("1 person in “Checkout”").locator("option")).toHaveText([
    "Choose where they go",
    "Move to “Bought”",
    "Move to “Force exit”",
    "Leave the journey",
  ]);
  // Nobody leaves by an oversight: it has to be chosen.
  await dialog.getByRole("button", { name: "Publish" }).click();
  await expect(dialog).toContainText("Choose where the people go who wait in “Checkout”. Then publish.");
  await stranded.getByLabel("1 person in “Checkout”").selectOption({ label: "Leave the journey" });
  await dialog.getByRole("textbox", { name: "Note" }).fill("Straight to the purchase");
  await expectAccessible(page);
  await confirm(page, dialog, 2);

  await openReport(page);
  await expect(figure(page, "In it now")).toContainText("2", { timeout: 30_000 });
  const drawer = page.getByRole("dialog");
  await faceOf(page, "Bought")
    .getByRole("button", { name: /2 here/ })
    .click();
  await expect(drawer.getByRole("row", { name: new RegExp(ada) })).toBeVisible();
  await expect(drawer.getByRole("row", { name: new RegExp(ben) })).toBeVisible();
  await expect(drawer.getByText(cleo)).toHaveCount(0);
  await page.keyboard.press("Escape");
  await expect(drawer).toHaveCount(0);
  await figure(page, "Left").getByRole("button").click();
  await expect(drawer.getByRole("row", { name: new RegExp(cleo) })).toContainText("Their step was removed");
  await page.keyboard.press("Escape");
  await expect(drawer).toHaveCount(0);

  await test.step("steps and links are told in percent as well, by keyboard and as an address says", async () => {
    const measure = page.getByRole("radiogroup", { name: "Steps and links as" });
    await measure.getByRole("radio", { name: "Counts" }).focus();
    await page.keyboard.press("ArrowRight");
    await expect(page).toHaveURL(/[?&]measure=percent/);
    await expect(measure).toHaveAccessibleDescription(/in percent of those who entered the journey/);
    const bought = faceOf(page, "Bought");
    await expect(bought.getByRole("button")).toHaveText(["67 % came", "100 % here"]);
    await expect(
      bought.getByRole("button", {
        name: "67 % came: 2 of 3 who entered the journey at Bought: show the people",
      }),
    ).toBeVisible();
    await expect(page.getByRole("button", { name: /^3 people went by Yes of Registered, 100 %/ })).toHaveText(
      "100 %",
    );
    const row = page.getByRole("table", { name: "Counts by step" }).getByRole("row", { name: /^Bought/ });
    await expect(row).toContainText("67 %");
    await expectAccessible(page);
    await page.reload();
    await expect(bought.getByRole("button", { name: /67 %/ })).toBeVisible();
    await measure.getByText("Counts").click();
    await expect(bought.getByRole("button").first()).toHaveText("2 came");
  });
  await test.step("what happened over time is drawn, and stands in a table", async () => {
    const overTime = page.getByRole("region", { name: "Over time" });
    await expect(overTime).toContainText("3 entered, 1 left");
    await expect(overTime.locator("svg.recharts-surface").first()).toBeVisible();
    await overTime.getByText("Table", { exact: true }).click();
    await expect(overTime.getByRole("table").getByRole("columnheader")).toHaveText([
      "Time",
      "Entered",
      "Left",
    ]);
    await expect(overTime.getByRole("table").getByRole("row", { name: /\b3\b/ })).toHaveCount(1);
  });

  await test.step("a version counts who entered by it apart from who was moved to it, and opens them", async () => {
    await page.getByText("Versions", { exact: true }).click();
    const versions = page.getByRole("table", { name: "Versions" });
    const moved = versions.getByRole("row", { name: /^v2/ });
    await expect(moved.getByRole("button", { name: "2 people in v2: show them" })).toBeVisible();
    await expect(moved.getByRole("button", { name: /entered by v2/ })).toHaveCount(0);
    await versions.getByRole("button", { name: "3 people entered by v1: show them" }).click();
    for (const who of [ada, ben, cleo]) {
      await expect(drawer.getByRole("row", { name: new RegExp(who) })).toBeVisible();
    }
    await openJourney(page, journey);
    await openReport(page);
  });

  // Where they were put they wait for what that step says.
  await send(source, "track", { userId: ada, event: event("Bought") });
  await expect(figure(page, "In it now")).toContainText("1", { timeout: 30_000 });
  expect(await peopleAt(page, journey)).toEqual({ in: 0, bought: 1, end: 0 });
});

test("people who are to finish stay in the step that is gone, and the next publishing still calls it by its name", async ({
  adminPage: page,
}) => {
  const journey = await runningJourney(page);
  const { source, event } = journey;
  const ada = unique("ada");
  await send(source, "track", { userId: ada, event: event("Registered") });
  await expect.poll(() => peopleAt(page, journey), { timeout: 30_000 }).toMatchObject({ cart: 1 });

  await openJourney(page, journey);
  await removeNodes(page, ["Cart"]);
  const first = await publishDialog(page, journey);
  await expect(first.getByRole("alert")).toContainText("1 person waits in a step that you removed");
  await confirm(page, first, 2);
  // What is chosen is not taken from a tab on which it is not seen.
  await choose(faceOf(page, "Checkout"));
  await openReport(page);
  await expect(page.getByText("1 person goes by an earlier version")).toBeVisible();
  await page.locator("body").press("Delete");
  await page.getByText("Versions", { exact: true }).click();
  await page.getByRole("button", { name: "1 person in v1: show them" }).click();
  const people = page.getByRole("dialog");
  await expect(people.getByRole("link", { name: ada })).toBeVisible();
  await people.getByRole("button", { name: "Close" }).click();
  await expect(people).toHaveCount(0);

  await page.getByText("Canvas", { exact: true }).click();
  // The report has a canvas, too.
  await expect(page.getByLabel("Search nodes")).toBeVisible();
  await removeNodes(page, ["Checkout"]);
  await expect(savedMark(page)).toBeVisible();
  const second = await publishDialog(page, journey);
  await expect(second.getByRole("alert").getByRole("listitem")).toHaveText(["1 person in “Cart”"]);
  await second.getByRole("button", { name: "Not yet" }).click();
  await expect(second).toHaveCount(0);

  // By their own version the removed step leads on to the next one.
  await send(source, "track", { userId: ada, event: event("Cart") });
  await expect.poll(() => peopleAt(page, journey), { timeout: 30_000 }).toMatchObject({ checkout: 1 });
});

test("pausing asks what becomes of those who are in it: they go on while nobody enters, until it is resumed; stopped, all leave", async ({
  adminPage: page,
}) => {
  const journey = await runningJourney(page);
  const { source, event } = journey;
  const [ada, ben] = [unique("ada"), unique("ben")];
  await send(source, "track", { userId: ada, event: event("Registered") });
  await expect.poll(() => peopleAt(page, journey), { timeout: 30_000 }).toMatchObject({ cart: 1 });

  await openJourney(page, journey);
  await page.getByRole("button", { name: "More actions" }).click();
  await page.getByRole("menuitem", { name: "Pause journey" }).click();
  const dialog = page.getByRole("dialog", { name: /^Pause/ });
  await expect(dialog).toContainText("1 person is in it.");
  await expect(dialog.getByRole("radio", { name: "Everybody stays where they are" })).toBeChecked();
  await dialog.getByRole("radio", { name: "Those who are in it go on" }).check();
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Pause journey" }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByText("Paused", { exact: true }).first()).toBeVisible();

  await test.step("the note of what was done lies over nothing that comes next", async () => {
    const note = page.getByRole("alert").filter({ hasText: "is paused" });
    // It stays while the mouse is on it.
    await note.hover();
    await page.getByRole("button", { name: "More actions" }).press("Enter");
    const menu = page.getByRole("menu");
    await expect(menu.getByRole("menuitem", { name: "Resume journey" })).toBeVisible();
    const [told, below] = [await boxOf(note), await boxOf(menu)];
    expect(told.y).toBeGreaterThan(below.y + below.height);
    const zoom = await boxOf(page.getByRole("group", { name: "View" }));
    expect(told.y + told.height).toBeLessThanOrEqual(zoom.y);
    await page.keyboard.press("Escape");
    await expect(menu).toBeHidden();
  });

  await send(source, "track", { userId: ben, event: event("Registered") });
  await send(source, "track", { userId: ada, event: event("Cart") });
  await expect
    .poll(() => peopleAt(page, journey), { timeout: 30_000 })
    .toMatchObject({ cart: 0, checkout: 1 });

  await page.getByRole("button", { name: "More actions" }).click();
  await page.getByRole("menuitem", { name: "Resume journey" }).click();
  await expect(page.getByText("Running", { exact: true }).first()).toBeVisible();
  await send(source, "track", { userId: unique("cho"), event: event("Registered") });
  await expect.poll(async () => (await peopleAt(page, journey)).cart, { timeout: 30_000 }).toBeGreaterThan(0);

  await page.getByRole("button", { name: "More actions" }).click();
  await page.getByRole("menuitem", { name: "Stop journey" }).click();
  const asking = page.getByRole("dialog", { name: /^Stop/ });
  await expect(asking).toContainText("in it leave it where they are.");
  await asking.getByRole("button", { name: "Stop journey" }).click();
  await expect(asking).toBeHidden();
  await expect(page.getByText("Stopped", { exact: true }).first()).toBeVisible();
  await page.getByText("Versions", { exact: true }).click();
  await expect(page.getByRole("table", { name: "Versions" })).toContainText("The last one");
});

test("whoever comes back to a journey sees what was saved elsewhere, and publishes nothing that was not looked at", async ({
  adminPage: page,
}) => {
  const journey = await runningJourney(page);
  await openJourney(page, journey);
  const saveElsewhere = async (cart: string) => {
    const { draft, revision } = await journeyNow(page, journey);
    const nodes = draft.nodes.map((node: { id: string }) =>
      node.id === "cart" ? { ...node, name: cart } : node,
    );
    const saved = await page.request.patch(`/api/v1/journeys/${journey.id}`, {
      data: { revision, draft: { ...draft, nodes } },
    });
    expect(saved.status()).toBe(200);
  };
  await saveElsewhere("Their cart");
  await page.evaluate(() => window.dispatchEvent(new Event("focus")));
  await expect(faceOf(page, "Their cart")).toBeVisible();

  const dialog = await publishDialog(page, journey);
  await saveElsewhere("Another cart");
  await dialog.getByRole("button", { name: "Publish", exact: true }).click();
  await expect(dialog.getByRole("alert")).toContainText("What was saved elsewhere stands here now.");
  await expect(faceOf(page, "Another cart")).toBeVisible();
  expect((await journeyNow(page, journey)).version).toBe(1);
  await confirm(page, dialog, 2);
});

test("pausing and resuming in one window takes nothing of what another one saved meanwhile, and loses nothing that is not saved yet", async ({
  adminPage: page,
}) => {
  const journey = await runningJourney(page);
  await openJourney(page, journey);
  const { draft, revision } = await journeyNow(page, journey);
  const theirs = draft.nodes.map((node: { id: string }) =>
    node.id === "cart" ? { ...node, name: "Their cart" } : node,
  );
  const patch = `/api/v1/journeys/${journey.id}`;
  const saved = await page.request.patch(patch, { data: { revision, draft: { ...draft, nodes: theirs } } });
  expect(saved.status()).toBe(200);
  const act = async (what: string) => {
    await page.getByRole("button", { name: "More actions" }).click();
    await page.getByRole("menuitem", { name: what }).click();
  };

  await act("Pause journey");
  await page
    .getByRole("dialog", { name: /^Pause/ })
    .getByRole("button", { name: "Pause journey" })
    .click();
  await expect(page.getByText("Paused", { exact: true }).first()).toBeVisible();
  await expect(faceOf(page, "Their cart")).toBeVisible();
  const tidied = page.waitForResponse(
    (response) => response.request().method() === "PATCH" && response.url().includes(journey.id),
  );
  await page.getByRole("button", { name: "Tidy up" }).click();
  await tidied;
  const names = (await journeyNow(page, journey)).draft.nodes.map(({ name }: { name: string }) => name);
  expect(names).toContain("Their cart");

  const isSave = (url: URL) => url.pathname === patch;
  await page.route(isSave, (route) =>
    route.request().method() === "PATCH" ? route.abort() : route.continue(),
  );
  const name = page.getByRole("textbox", { name: "Name of the journey" });
  await name.fill(`${journey.name} mine`);
  await expect(page.getByRole("status").filter({ hasText: "Not saved" })).toBeVisible();
  await act("Resume journey");
  await expect(page.getByText("Running", { exact: true }).first()).toBeVisible();
  await page.unroute(isSave);
  await expect.poll(async () => (await journeyNow(page, journey)).name).toBe(`${journey.name} mine`);
  await expect(name).toHaveValue(`${journey.name} mine`);
});
