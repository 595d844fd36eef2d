import { readFile } from "node:fs/promises";
import type { Locator, Page } from "@playwright/test";
import { expectAccessible } from "./fixtures/axe.ts";
import { createSource, send } from "./fixtures/destinations.ts";
import {
  beginJourney,
  drawing,
  faceOf,
  journeyNow,
  openJourney,
  savedMark,
  seedDrawing,
} from "./fixtures/journeys.ts";
import { waitForName } from "./fixtures/segments.ts";
import { expect, test } from "./fixtures/test.ts";

test.describe.configure({ mode: "parallel" });

const details = (page: Page): Locator => page.getByRole("complementary", { name: "Details" });
const nodes = (page: Page): Locator => page.locator(".react-flow__node");
const kinds = (page: Page, group: string): Locator =>
  page.getByRole("complementary", { name: "Nodes" }).getByRole("region", { name: group });

/** The events that the seed's journey speaks of, once they were seen. */
async function seedEvents(page: Page): Promise<void> {
  const source = await createSource(page, "Shop of the seed");
  for (const event of ["Registered", "AddToCart", "PurchaseCompleted"]) {
    await send(source, "track", { userId: "seed-person", event });
    await waitForName(page, event);
  }
}

async function chooseEvent(page: Page, name: string): Promise<void> {
  await details(page).getByRole("combobox", { name: "Event", exact: true }).fill(name);
  await page.getByRole("option", { name, exact: true }).click();
  await page.keyboard.press("Escape");
}

/** Drags a kind from the palette to a place of the canvas, in parts of its size. */
async function drag(page: Page, group: string, kind: string, x: number, y: number): Promise<void> {
  const canvas = page.locator(".react-flow__pane");
  const box = await canvas.boundingBox();
  await kinds(page, group)
    .getByRole("button", { name: kind, exact: true })
    .dragTo(canvas, { targetPosition: { x: (box?.width ?? 0) * x, y: (box?.height ?? 0) * y } });
}

/** Where something is once it moves no more. */
async function restingBox(what: Locator) {
  let last = "";
  await expect(async () => {
    const before = last;
    last = JSON.stringify(await what.boundingBox());
    expect(last).toBe(before);
  }).toPass({ intervals: [150] });
  return what.boundingBox();
}

const exitOf = (face: Locator, exit: string): Locator =>
  face.locator(".react-flow__handle.source", { hasText: exit });

/** Tidies up, and waits until that is kept: before it nothing has moved. */
async function tidyUp(page: Page, begun: { id: string }): Promise<void> {
  await expect(savedMark(page)).toBeVisible();
  const kept = page.waitForResponse(
    (response) => response.request().method() === "PATCH" && response.url().includes(begun.id),
  );
  await page.getByRole("button", { name: "Tidy up" }).click();
  await kept;
}

/** Takes a kind from the list that a plus opens; the palette has a search of the same name. */
async function choose(page: Page, plus: Locator, kind: string): Promise<void> {
  const list = page.getByRole("dialog", { name: "Add a node" });
  // A plus that still moves to its place is missed.
  await expect(async () => {
    await plus.click();
    await expect(list).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await list.getByLabel("Search nodes").fill(kind);
  await page.keyboard.press("Enter");
}

/** Draws a link with the pointer, from a door to another node. */
async function lead(page: Page, from: Locator, exit: string, to: Locator): Promise<void> {
  const [start, end] = [await restingBox(exitOf(from, exit)), await restingBox(to)];
  if (!start || !end) {
    throw new Error("There is nothing to draw a link between.");
  }
  await page.mouse.move(start.x + start.width / 2, start.y + start.height / 2);
  await page.mouse.down();
  await page.mouse.move(end.x + end.width / 2, end.y + end.height / 2, { steps: 8 });
  await page.mouse.up();
}

test("the seed's journey is drawn by drag and drop, and what is drawn is kept", async ({
  adminPage: page,
}) => {
  await seedEvents(page);
  const begun = await beginJourney(page);
  await openJourney(page, begun);
  await expect(page.getByRole("heading", { name: "Nothing here yet" })).toBeVisible();
  await drag(page, "Entry", "Action", 0.5, 0.06);
  await chooseEvent(page, "Registered");
  await drag(page, "Segments", "Action", 0.5, 0.42);
  await chooseEvent(page, "AddToCart");
  await expect(nodes(page)).toHaveCount(2);
  const [registered, cart] = [faceOf(page, "does Registered"), faceOf(page, "does AddToCart")];
  await lead(page, registered, "Yes", cart);
  await expect(page.locator(".react-flow__edge")).toHaveCount(1);

  await test.step("the plus of an exit adds what comes next", async () => {
    await choose(page, page.getByRole("button", { name: "Add a node after Action, Yes" }), "eventbridge");
    await expect(nodes(page)).toHaveCount(3);
  });
  await test.step("a kind dropped on a link comes between its two nodes", async () => {
    await tidyUp(page, begun);
    const link = page.locator(".react-flow__edge").last().locator("path").first();
    const at = await restingBox(link);
    const pane = await restingBox(page.locator(".react-flow__pane"));
    await kinds(page, "Flow control")
      .getByRole("button", { name: "Delay", exact: true })
      .dragTo(page.locator(".react-flow__pane"), {
        force: true,
        targetPosition: {
          x: (at?.x ?? 0) + (at?.width ?? 0) / 2 - (pane?.x ?? 0),
          y: (at?.y ?? 0) + (at?.height ?? 0) / 2 - (pane?.y ?? 0),
        },
      });
    await expect(nodes(page)).toHaveCount(4);
    await expect(page.locator(".react-flow__edge")).toHaveCount(3);
  });
  await test.step("what is deleted leaves those around it connected", async () => {
    await page.keyboard.press("Escape");
    await faceOf(page, "Waits 1 day").click();
    await page.locator("body").press("Delete");
    await expect(nodes(page)).toHaveCount(3);
    await expect(page.locator(".react-flow__edge")).toHaveCount(2);
  });
  for (const [exit, kind] of [
    ["Sent", "action"],
    ["Yes", "eventbridge"],
    ["Sent", "force exit"],
  ] as const) {
    // Brings the end of the journey into sight.
    await page.getByRole("button", { name: "Tidy up" }).click();
    const plus = page.getByRole("button", { name: new RegExp(`^Add a node after .*, ${exit}$`) });
    await choose(page, plus, kind);
    if (kind === "action") {
      await chooseEvent(page, "PurchaseCompleted");
    }
    await page.keyboard.press("Escape");
  }
  await page.getByRole("button", { name: "Tidy up" }).click();
  await expect(savedMark(page)).toBeVisible();
  expect(drawing((await journeyNow(page, begun)).draft)).toEqual(seedDrawing);
  await expectAccessible(page);
});

test("the seed's journey is made by keyboard only, in the list", async ({ adminPage: page }) => {
  await seedEvents(page);
  const begun = await beginJourney(page);
  await openJourney(page, begun, "list");
  const press = async (target: Locator) => {
    await target.focus();
    await page.keyboard.press("Enter");
  };
  const choose = async (name: string) => {
    const items = page.getByRole("menu").getByRole("menuitem", { name, exact: true });
    await press(items.first());
    // What was added is told of at once; in a narrow window its details cover the plus.
    await expect(details(page).getByRole("textbox", { name: "Name on the canvas" })).toBeFocused();
  };
  const event = async (name: string) => {
    await details(page).getByRole("combobox", { name: "Event", exact: true }).focus();
    await page.keyboard.type(name);
    // Which events there are is known by then.
    await expect(page.getByRole("option", { name, exact: true })).toBeVisible();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Escape");
  };
  await press(page.getByRole("button", { name: "Add an entry" }));
  await choose("Action");
  await event("Registered");
  for (const [exit, kind, name] of [
    ["Yes", "Action", "AddToCart"],
    ["Yes", "Amazon EventBridge", null],
    ["Sent", "Action", "PurchaseCompleted"],
    ["Yes", "Amazon EventBridge", null],
    ["Sent", "Force exit", null],
  ] as const) {
    await press(page.getByRole("button", { name: new RegExp(`^Add a node after .*, ${exit}$`) }).last());
    await choose(kind);
    if (name) {
      await event(name);
    }
  }
  await expect(savedMark(page)).toBeVisible();
  expect(drawing((await journeyNow(page, begun)).draft)).toEqual(seedDrawing);
  await expectAccessible(page);
});

test("the seed's journey is drawn on the canvas by keyboard only, and the focus is never lost", async ({
  adminPage: page,
}) => {
  await seedEvents(page);
  const begun = await beginJourney(page);
  await openJourney(page, begun);
  const focused = page.locator(":focus");
  const tabTo = async (target: Locator) => {
    for (let presses = 0; presses < 20 && (await target.and(focused).count()) === 0; presses += 1) {
      await page.keyboard.press("Tab");
    }
    await expect(target).toBeFocused();
  };
  const pick = async (label: string, kind: string, added: number) => {
    await page.keyboard.press("n");
    await expect(page.getByRole("dialog", { name: label, exact: true })).toBeVisible();
    await page.keyboard.type(kind);
    await page.keyboard.press("Enter");
    await expect(nodes(page)).toHaveCount(added);
    await expect(nodes(page).last()).toBeFocused();
  };
  const event = async (name: string) => {
    await page.keyboard.press("Enter");
    await expect(details(page).getByRole("textbox", { name: "Name on the canvas" })).toBeFocused();
    const field = details(page).getByRole("combobox", { name: "Event", exact: true });
    await tabTo(field);
    await page.keyboard.type(name);
    await expect(page.getByRole("option", { name, exact: true })).toBeVisible();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await expect(
      details(page)
        .getByRole("button", { name: `Remove ${name}` })
        .or(faceOf(page, name)),
    ).not.toHaveCount(0);
    // The first closes the list of events, the second the details.
    await page.keyboard.press("Escape");
    await page.keyboard.press("Escape");
    await expect(details(page)).toHaveCount(0);
    await expect(faceOf(page, `does ${name}`)).toBeFocused();
  };
  await page.locator("body").press("n");
  await page.keyboard.press("Escape");
  await pick("Add a node", "action", 1);
  await event("Registered");
  await pick("Add a node after Action, Yes", "action", 2);
  await event("AddToCart");
  await pick("Add a node after Action, Yes", "eventbridge", 3);
  await pick("Add a node after Amazon EventBridge, Sent", "action", 4);
  await event("PurchaseCompleted");
  await pick("Add a node after Action, Yes", "eventbridge", 5);
  await pick("Add a node after Amazon EventBridge, Sent", "force exit", 6);
  await expect(savedMark(page)).toBeVisible();
  expect(drawing((await journeyNow(page, begun)).draft)).toEqual(seedDrawing);
  await expectAccessible(page);
  // Along the links, and what is deleted does not take the keyboard away.
  await page.keyboard.press("ArrowUp");
  await expect(nodes(page).nth(4)).toBeFocused();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Escape");
  await expect(nodes(page).nth(4)).toBeFocused();
  await page.keyboard.press("Space");
  // What is done without being seen is said, and what was made has the keys.
  const said = (text: string) => expect(page.getByRole("status").filter({ hasText: text })).toHaveCount(1);
  await page.keyboard.press("ControlOrMeta+d");
  await expect(nodes(page)).toHaveCount(7);
  await expect(nodes(page).last()).toBeFocused();
  await said("1 duplicated");
  await page.keyboard.press("Delete");
  await expect(nodes(page)).toHaveCount(6);
  await said("1 deleted");
  await page.keyboard.press("ControlOrMeta+z");
  await said("Undone");
  await page.keyboard.press("ControlOrMeta+Shift+z");
  await expect(nodes(page)).toHaveCount(6);
  await nodes(page).nth(4).focus();
  await page.keyboard.press("Space");
  // On a button of its details the key means what stands there.
  await page.getByLabel("Details", { exact: true }).getByRole("button", { name: "Close" }).press("Delete");
  await expect(nodes(page)).toHaveCount(6);
  await nodes(page).nth(4).focus();
  await page.keyboard.press("Delete");
  await expect(nodes(page)).toHaveCount(5);
  await expect(page.locator("body")).not.toBeFocused();
});

test("a narrow window has the list in the canvas's place, and says so", async ({ adminPage: page }) => {
  const begun = await beginJourney(page, "abandoned_cart");
  await openJourney(page, begun);
  const [canvas, list] = ["Canvas", "List"].map((name) => page.getByRole("radio", { name, exact: true }));
  await expect(canvas as Locator).toBeChecked();
  await page.setViewportSize({ width: 390, height: 844 });
  await expect(list as Locator).toBeChecked();
  await expect(canvas as Locator).toHaveCount(0);
  const told = page.getByRole("region", { name: "Journey as a list" });
  await expect(told).toContainText("This window has no room for the canvas");
  await told.getByRole("button", { name: "Into the audience", exact: true }).click();
  await expect(details(page).locator(":focus")).toHaveCount(1);
  await details(page).getByRole("button", { name: "Close the details" }).click();
  await expect(told.getByRole("button", { name: "Into the audience", exact: true })).toBeFocused();
  await expectAccessible(page);
  await page.setViewportSize({ width: 1280, height: 720 });
  await expect(canvas as Locator).toBeChecked();
});

test("page counts and referrers are filled in in a narrow window, and exits that nobody takes say so", async ({
  adminPage: page,
}) => {
  await page.setViewportSize({ width: 390, height: 844 });
  const begun = await beginJourney(page);
  await page.goto(`/journeys/${begun.id}?tab=list`);
  const add = async (plus: string | RegExp, kind: string) => {
    await page.getByRole("button", { name: plus }).last().click();
    await page.getByRole("menu").getByRole("menuitem", { name: kind, exact: true }).first().click();
    await expect(details(page).getByRole("heading", { name: kind })).toBeVisible();
  };
  const close = () => details(page).getByRole("button", { name: "Close the details" }).click();

  await add("Add an entry", "Page count");
  await details(page).getByRole("textbox", { name: "Number of visits" }).fill("2");
  await details(page).getByRole("textbox", { name: "Time in which they are made" }).fill("1");
  await details(page).getByRole("combobox", { name: "Unit of the time" }).selectOption("hours");
  const address = details(page).getByRole("textbox", { name: "Address of the pages" });
  await address.fill("/product");
  await details(page).getByRole("combobox", { name: "Comparison of the address" }).selectOption("equals");
  // A path alone is never the whole address.
  await expect(details(page).getByRole("status")).toContainText("Browsers send the whole address");
  await details(page).getByRole("combobox", { name: "Comparison of the address" }).selectOption("contains");
  await expectAccessible(page);
  await close();

  await add(/^Add a node after Page count, Yes$/, "Referrer entry");
  await expect(details(page).getByRole("combobox", { name: "No leads to" })).toHaveAttribute(
    "placeholder",
    "Nowhere: nobody leaves by it",
  );
  await details(page).getByRole("textbox", { name: "Address they come from" }).fill("news.example");
  await details(page).getByRole("switch", { name: "Node timeout" }).check();
  await expect(details(page)).toContainText("It acts once its exit leads somewhere.");
  await expectAccessible(page);
  await close();

  const told = page.getByRole("region", { name: "Journey as a list" });
  await expect(told).toContainText("makes 2 visits of a page with /product within 1 hour");
  await expect(told).toContainText("comes from a page with news.example, or Node timeout after 1 day");
  await expect(told.getByRole("listitem").filter({ hasText: /^Node timeout/ })).toContainText("not used");
  const kept = expect.poll(async () => (await journeyNow(page, begun)).draft.nodes);
  await kept.toMatchObject([
    {
      kind: "entry_page_count",
      settings: {
        ...{ count: 2, within: { count: 1, unit: "hours" } },
        pages: { url: { op: "contains", value: "/product" } },
      },
    },
    {
      kind: "referrer",
      settings: {
        from: { referrer: { op: "contains", value: "news.example" } },
        timeout: { count: 1, unit: "days" },
      },
    },
  ]);
});

test("steps are taken back one by one, and parts are copied into another journey", async ({
  adminPage: page,
}) => {
  const [first, second] = [await beginJourney(page, "abandoned_cart"), await beginJourney(page)];
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await openJourney(page, first);
  await expect(nodes(page)).toHaveCount(6);
  await page.locator("body").press("ControlOrMeta+a");
  await page.keyboard.press("Delete");
  await expect(nodes(page)).toHaveCount(0);
  await page.keyboard.press("ControlOrMeta+z");
  await expect(nodes(page)).toHaveCount(6);
  await page.keyboard.press("ControlOrMeta+Shift+z");
  await expect(nodes(page)).toHaveCount(0);
  await page.getByRole("button", { name: "Undo", exact: true }).click();
  await expect(nodes(page)).toHaveCount(6);
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.press("ControlOrMeta+c");
  await expect(savedMark(page)).toBeVisible();
  await openJourney(page, second);
  await page.keyboard.press("ControlOrMeta+v");
  await expect(nodes(page)).toHaveCount(6);
  await expect(page.locator(".react-flow__edge")).toHaveCount(5);
  await expect(savedMark(page)).toBeVisible();
  const ids = async (of: typeof first) =>
    (await journeyNow(page, of)).draft.nodes.map(({ id }: { id: string }) => id);
  const [old, made] = [await ids(first), await ids(second)];
  expect(made).toHaveLength(6);
  expect(made.filter((id: string) => old.includes(id))).toEqual([]);
});

test("a problem leads to the field that mends it", async ({ adminPage: page }) => {
  const begun = await beginJourney(page, "abandoned_cart");
  await openJourney(page, begun);
  await page.getByRole("button", { name: /^\d+ problems?$/ }).click();
  const problem = page.getByRole("button", { name: /Into the audience/ }).first();
  await problem.click();
  await expect(details(page).getByRole("heading", { name: "Into the audience" })).toBeVisible();
  await expect(details(page).locator(":focus")).toHaveCount(1);
  // The details take their room from the canvas, in which the node stays in sight.
  await expect(async () => {
    const [node, canvas] = await Promise.all(
      [faceOf(page, "Into the audience"), page.locator(".react-flow")].map((each) => each.boundingBox()),
    );
    const right = (box: typeof node) => (box?.x ?? 0) + (box?.width ?? 0);
    expect(node?.x ?? 0).toBeGreaterThan(canvas?.x ?? 0);
    expect(right(node)).toBeLessThan(right(canvas));
  }).toPass({ timeout: 5_000 });
});

test("what somebody else saved meanwhile is not written over without being asked", async ({
  adminPage: page,
}) => {
  const begun = await beginJourney(page, "abandoned_cart");
  await openJourney(page, begun);
  const theirs = await page.request.patch(`/api/v1/journeys/${begun.id}`, {
    data: { revision: begun.revision, name: "Theirs" },
  });
  expect(theirs.status()).toBe(200);
  const name = page.getByRole("textbox", { name: "Name of the journey" });
  await name.fill("Mine");
  const alert = page.getByRole("alert").filter({ hasText: "This journey was changed meanwhile" });
  await expect(alert).toContainText("You changed this journey in another window on");
  expect((await journeyNow(page, begun)).name).toBe("Theirs");
  await alert.getByRole("button", { name: "Load their version" }).click();
  await expect(name).toHaveValue("Theirs");
  await page.getByRole("button", { name: "Undo", exact: true }).click();
  await expect(name).toHaveValue("Mine");
  await expect(savedMark(page)).toBeVisible();
  const { name: mine, revision } = await journeyNow(page, begun);
  expect(mine).toBe("Mine");

  await test.step("one's own, saved over theirs, is all of it: also what only they changed", async () => {
    const again = await page.request.patch(`/api/v1/journeys/${begun.id}`, {
      data: { revision, name: "Theirs again" },
    });
    expect(again.status()).toBe(200);
    await faceOf(page, "Into the audience").click();
    await details(page).getByRole("textbox", { name: "Name on the canvas" }).fill("Mine inside");
    await alert.getByRole("button", { name: "Save mine over it" }).click();
    await expect(alert).toHaveCount(0);
    await expect(savedMark(page)).toBeVisible();
    const kept = await journeyNow(page, begun);
    expect([kept.name, kept.draft.nodes.map((node: { name: string }) => node.name)]).toEqual([
      "Mine",
      expect.arrayContaining(["Mine inside"]),
    ]);
    await expect(name).toHaveValue("Mine");
  });
});

test("a journey is taken along as an image with all that it says", async ({ adminPage: page }) => {
  const begun = await beginJourney(page, "abandoned_cart");
  await openJourney(page, begun);
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Download as an image (SVG)" }).click(),
  ]);
  expect(download.suggestedFilename()).toBe(`${begun.name}.svg`);
  const svg = await readFile(await download.path(), "utf8");
  const image = await page.evaluate((text) => {
    const { documentElement: root } = new DOMParser().parseFromString(text, "image/svg+xml");
    return {
      name: root.nodeName,
      texts: [...root.querySelectorAll("text")].map(({ textContent }) => textContent),
      links: root.querySelectorAll("path[marker-end]").length,
    };
  }, svg);
  expect(image).toMatchObject({ name: "svg", links: 5 });
  expect(image.texts).toEqual(
    expect.arrayContaining([
      begun.name,
      "Into the audience",
      "As soon as the person does",
      "Sent",
      "Force exit",
    ]),
  );
});

test("a segment's page begins a journey for its people", async ({ adminPage: page }) => {
  const made = await page.request.post("/api/v1/segments", {
    data: {
      name: "Everybody of a journey",
      kind: "past",
      definition: {
        match: "all",
        groups: [
          {
            match: "all",
            conditions: [
              { kind: "field", field: "country", test: { type: "text", op: "equals", value: "US" } },
            ],
          },
        ],
      },
    },
  });
  expect([made.status(), made.ok() ? "" : await made.text()]).toEqual([201, ""]);
  const segment = await made.json();
  await page.goto(`/segments/${segment.id}`);
  await page
    .getByRole("region", { name: "Do more with this segment" })
    .getByRole("button", { name: "Journey" })
    .click();
  await expect(page).toHaveURL(/\/journeys\/[0-9a-f-]{36}/);
  const said = "Begins for those of “Everybody of a journey”, once";
  await expect(faceOf(page, "At a specific time")).toContainText(said);
  await page.getByText("List", { exact: true }).click();
  await expect(page.getByRole("region", { name: "Journey as a list" })).toContainText(said);
  await page.getByRole("link", { name: "Simulate" }).click();
  await expect(faceOf(page, "At a specific time")).toContainText(said);
});

test("a goal by past behaviour is set in the journey's settings", async ({ adminPage: page }) => {
  const journey = await beginJourney(page);
  await openJourney(page, journey);
  await page.getByRole("button", { name: "Settings", exact: true }).click();
  const drawer = page.getByRole("dialog", { name: "Journey settings" });
  await drawer.getByRole("button", { name: "Add goal" }).click();
  const goal = drawer.getByRole("region", { name: "Goal 1" });
  await goal.getByRole("combobox", { name: "How goal 1 is reached" }).selectOption({
    label: "By past behavior, looked at each midnight",
  });
  await expect(goal.getByRole("radio", { name: "A saved segment" })).toBeChecked();
  await goal.getByRole("radio", { name: "Conditions of its own" }).check();
  await expect(savedMark(page)).toBeVisible();
  await expectAccessible(page);
  await expect
    .poll(async () => (await journeyNow(page, journey)).draft.settings.goals)
    .toMatchObject([{ name: "Goal 1", events: [], people: { kind: "new" } }]);
});

test("a node that cannot be shown takes nothing else with it, and is begun anew", async ({
  adminPage: page,
}) => {
  const begun = await beginJourney(page);
  const { draft } = await journeyNow(page, begun);
  // As a program may write it: no editor could have made it.
  const definition = { groups: [{ conditions: [{ kind: "property", path: ["plan"], test: null }] }] };
  const odd = {
    ...{ id: "odd", kind: "past_behaviour", name: "Odd", position: { x: 0, y: 0 } },
    settings: { people: { kind: "new", definition }, timeout: null },
  };
  const saved = await page.request.patch(`/api/v1/journeys/${begun.id}`, {
    data: { revision: begun.revision, draft: { ...draft, nodes: [odd], edges: [] } },
  });
  expect(saved.status()).toBe(200);
  await openJourney(page, begun);
  await faceOf(page, "Odd").click();
  const told = details(page).getByText("What is kept of this node cannot be shown here.");
  await expect(told).toBeVisible();
  await expect(details(page).getByRole("textbox", { name: "Name on the canvas" })).toHaveValue("Odd");
  await expectAccessible(page);
  await details(page).getByRole("button", { name: "Begin anew" }).click();
  await expect(told).toHaveCount(0);
  await expect(details(page).getByRole("combobox").first()).toBeVisible();
  await page.getByRole("button", { name: "Undo", exact: true }).click();
  await expect(told).toBeVisible();
});
