import type { Page } from "@playwright/test";
import { createAudience } from "./fixtures/audiences.ts";
import { expectAccessible } from "./fixtures/axe.ts";
import { createDestination, createSource, misbehave, send, stage } from "./fixtures/destinations.ts";
import { baseUrl } from "./fixtures/installation.ts";
import { expect, test } from "./fixtures/test.ts";

/** Every page that can be reached without an object of its own, with words that show that its content is there. */
const pages: { path: string; heading: RegExp }[] = [
  { path: "/", heading: /Home/ },
  { path: "/campaigns", heading: /Campaigns/ },
  { path: "/journeys", heading: /Journeys/ },
  { path: "/segments", heading: /Segments/ },
  { path: "/segments/new", heading: /New segment/ },
  { path: "/segments/lists/new", heading: /New list/ },
  { path: "/audiences", heading: /Audiences/ },
  { path: "/people", heading: /People/ },
  { path: "/events", heading: /Events/ },
  { path: "/sources", heading: /Sources/ },
  { path: "/settings/partners", heading: /Partners/ },
  { path: "/settings/integrations", heading: /Integrations/ },
  { path: "/settings/exports", heading: /Exports/ },
  { path: "/settings/control-groups", heading: /Control groups/ },
  { path: "/settings/members", heading: /Members/ },
  { path: "/settings/api-keys", heading: /API keys/ },
  { path: "/settings/api", heading: /API/ },
  { path: "/settings/audit", heading: /Audit log/ },
  { path: "/settings/deletions", heading: /Deletions/ },
  { path: "/settings/workspace", heading: /Workspace/ },
  { path: "/settings/account", heading: /account/i },
  { path: "/sandbox", heading: /Sandbox/ },
];

/**
 * Pages of one object, reached from their list by a row of the demo's or of this story's own: whatever stands first may
 * be another story's, who deletes it meanwhile.
 */
const details: { list: string; row?: RegExp; name: string }[] = [
  { list: "/journeys", row: /^Journey of pages/, name: "a journey" },
  { list: "/people", row: /@example\.com/, name: "a person" },
  { list: "/audiences", row: /^Pages/, name: "an audience" },
  { list: "/events", name: "an event" },
  { list: "/sources", row: /Web shop/, name: "a source" },
  { list: "/settings/partners", row: /Shop production/, name: "a connection" },
  { list: "/settings/exports", row: /Shop production/, name: "an export" },
];

function watchConsole(page: Page): string[] {
  const problems: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") {
      problems.push(`${message.text()} ${message.location().url}`);
    }
  });
  page.on("pageerror", (error) => problems.push(error.message));
  return problems;
}

/** A scheme that was just switched fades in: colours in between are nobody's. */
async function afterTransitions(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const fading = document.getAnimations().filter((animation) => animation instanceof CSSTransition);
    await Promise.allSettled(fading.map((animation) => animation.finished));
  });
}

async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const excess = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(excess).toBeLessThanOrEqual(1);
}

const looks = [
  { colorScheme: "light", width: 1440 },
  { colorScheme: "dark", width: 1440 },
  { colorScheme: "light", width: 390 },
  { colorScheme: "dark", width: 390 },
] as const;

/**
 * Looks at an open page in both schemes at both widths, beginning as it was opened: pages take turns in being opened
 * light and wide, and dark and narrow.
 */
async function expectGoodPage(page: Page): Promise<void> {
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  const isNarrow = page.viewportSize()?.width === 390;
  for (const { colorScheme, width } of isNarrow ? looks.toReversed() : looks) {
    await test.step(`${colorScheme} at ${width} px`, async () => {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await page.setViewportSize({ width, height: 900 });
      await expect(page.locator("html")).toHaveAttribute("data-mantine-color-scheme", colorScheme);
      await expect(page.locator("[aria-busy=true]")).toHaveCount(0);
      await afterTransitions(page);
      await expectAccessible(page);
      await expectNoSidewaysScroll(page);
    });
  }
}

// Both workers take part; a walk keeps its browser's scripts warm.
test.describe.configure({ mode: "parallel", timeout: 240_000 });

for (const [walk, those] of [
  ["main", pages.filter(({ path }) => !path.startsWith("/settings"))],
  ["settings", pages.filter(({ path }) => path.startsWith("/settings"))],
] as const) {
  test(`every page of ${walk} stands in light and dark, wide and narrow, without errors, and axe finds nothing serious`, async ({
    adminPage: page,
  }) => {
    const problems = watchConsole(page);
    for (const { path, heading } of those) {
      await test.step(path, async () => {
        await page.goto(path);
        await expect(page.getByRole("heading", { level: 1, name: heading })).toBeVisible();
        await expectGoodPage(page);
      });
    }
    expect(problems).toEqual([]);
  });
}

test("every page of one object stands in light and dark, wide and narrow, without errors, and axe finds nothing serious", async ({
  adminPage: page,
}) => {
  const problems = watchConsole(page);
  // The demo has no audience and no journey of its own.
  await createAudience(page, "Pages");
  await page.request.post("/api/v1/journeys", {
    data: { template: "order_follow_up", name: `Journey of pages ${Date.now()}` },
  });
  for (const { list, row, name } of details) {
    await test.step(name, async () => {
      await page.goto(list);
      const rows = page.locator("main table tbody tr");
      await (row ? rows.filter({ hasText: row }) : rows).locator("a").first().click();
      await expect(page).toHaveURL(new RegExp(`${list}/.+`));
      await expectGoodPage(page);
    });
  }
  expect(problems).toEqual([]);
});

test("a new campaign and a new journey that are opened by their addresses are drawn once, without errors", async ({
  adminPage: page,
}) => {
  const problems = watchConsole(page);
  const make = async (kind: string, data: object) =>
    (await (await page.request.post(`/api/v1/${kind}`, { data })).json()) as { id: string };
  const campaign = await make("campaigns", { name: `By address ${Date.now()}`, channel: "email" });
  const journey = await make("journeys", { name: `By address ${Date.now()}` });
  for (const address of [`/campaigns/${campaign.id}/edit`, `/journeys/${journey.id}`]) {
    await page.goto(address);
    await expect(page.getByRole("heading", { level: 1, name: /^By address/ })).toBeVisible();
    // The palette opens once the page's scripts have taken it over, which is when it would be drawn anew.
    await expect(async () => {
      await page.keyboard.press("Control+k");
      await expect(page.getByLabel("Search everything").last()).toBeVisible({ timeout: 1_000 });
    }).toPass();
  }
  expect(problems).toEqual([]);
});

test("every tab of a destination stands in light and dark, wide and narrow, without errors, and axe finds nothing serious", async ({
  adminPage: page,
}) => {
  const problems = watchConsole(page);
  const source = await createSource(page, "Pages");
  const destination = await createDestination(page, source);
  await send(source, "track", { userId: "cust-1", event: "Viewed shoes" });
  const home = `/sources/${source.id}/destinations/${destination.id}`;
  await page.goto(home);
  await expect(stage(page, "Delivered", 1)).toBeVisible({ timeout: 45_000 });
  await misbehave(destination.connectionId, { refuseEveryNthRecord: 1 });
  await send(source, "track", { userId: "cust-1", event: "Viewed shirts" });
  await expect(stage(page, "Refused", 1)).toBeVisible({ timeout: 45_000 });
  for (const choice of ["?stage=refused", "?tab=shelf", "?tab=replays", "?tab=settings", "?tab=history"]) {
    await test.step(choice, async () => {
      await page.goto(`${home}${choice}`);
      await expectGoodPage(page);
    });
  }
  await test.step("the list of a source's destinations", async () => {
    await page.goto(`/sources/${source.id}?tab=destinations`);
    await expectGoodPage(page);
  });
  expect(problems).toEqual([]);
});

test("the palette finds pages, people and segments, and the keyboard goes to pages", async ({
  adminPage: page,
}) => {
  await page.goto("/");
  await page.keyboard.press("Control+k");
  await page
    .getByRole("searchbox", { name: "Search everything" })
    .or(page.getByLabel("Search everything"))
    .first()
    .fill("Exports");
  await page.getByText("Exports", { exact: true }).last().click();
  await expect(page).toHaveURL(/\/settings\/exports/);
  const { items } = await (await page.request.get("/api/v1/people?search=cust-1&limit=1")).json();
  await page.keyboard.press("Control+k");
  await page.getByLabel("Search everything").last().fill(items[0].userId);
  await page
    .getByRole("dialog", { name: "Palette" })
    .getByText(new RegExp(`\\b${items[0].userId}\\b`))
    .first()
    .click();
  await expect(page).toHaveURL(new RegExp(`/people/${items[0].id}`));
  await page.keyboard.press("Control+k");
  const palette = page.getByRole("dialog", { name: "Palette" });
  await page.getByLabel("Search everything").last().fill("english-speaking women");
  await palette.getByText("English-speaking women in the United States").click();
  await expect(page).toHaveURL(/\/segments\/[0-9a-f-]+$/);
  await expect(page.getByRole("heading", { level: 1, name: /^English-speaking women/ })).toBeVisible();
  await page.locator("h1").click();
  await page.keyboard.press("g");
  await page.keyboard.press("p");
  await expect(page).toHaveURL(/\/people$/);
});

test("the list of exports stands in its page before any script runs, narrowed as the address says", async ({
  adminPage: page,
  browser,
}) => {
  const storageState = await page.context().storageState();
  const context = await browser.newContext({ baseURL: baseUrl, storageState, javaScriptEnabled: false });
  const still = await context.newPage();
  const names = still.getByRole("table", { name: "Exports" }).getByRole("link");
  await page.goto("/settings/exports?q=Shop+staging");
  // A page without scripts does not wait for the demo, of which this one may be ahead.
  await expect(page.getByRole("link", { name: /Shop staging/ }).first()).toBeVisible({ timeout: 45_000 });
  await still.goto("/settings/exports?q=Shop+staging");
  await expect(names.filter({ hasText: "Shop staging" }).first()).toBeVisible();
  await expect(names.filter({ hasText: "Shop production" })).toHaveCount(0);
  await still.goto("/settings/exports?q=nobody-is-called-so");
  await expect(still.getByRole("heading", { name: "No export matches" })).toBeVisible();
  await context.close();
});

test("what other things stand below or beside is in the page before any script runs, and so is the way to the text's font", async ({
  adminPage: page,
  browser,
}) => {
  const storageState = await page.context().storageState();
  const context = await browser.newContext({ baseURL: baseUrl, storageState, javaScriptEnabled: false });
  const still = await context.newPage();
  const first = async (path: string, search: string): Promise<string> => {
    const found = async () =>
      (await page.request.get(`/api/v1/${path}?${new URLSearchParams({ search })}`)).json();
    await expect.poll(async () => (await found()).items.length, { timeout: 45_000 }).toBeGreaterThan(0);
    return (await found()).items[0].id;
  };
  await test.step("a person's subscriptions", async () => {
    const answer = await still.goto(`/people/${await first("people", "jonas")}`);
    expect(answer?.headers().link).toMatch(/\.woff2>; rel=preload; as="font"/);
    const subscriptions = still.getByRole("region", { name: "Subscriptions" });
    await expect(subscriptions.getByRole("listitem").first()).toBeVisible();
  });
  await test.step("a journey's figures", async () => {
    await still.goto(`/journeys/${await first("journeys", "Back to the cart")}?tab=report`);
    await expect(still.getByLabel("Figures of the journey")).toContainText("In it now");
  });
  await test.step("a campaign's figures", async () => {
    await still.goto(`/campaigns/${await first("campaigns", "Early access for gold members")}`);
    await expect(still.locator("dl[aria-busy=false]")).toBeVisible();
  });
  await context.close();
});

test("an address that no page has says so in Junction's own words, and leads home", async ({
  adminPage: page,
}) => {
  expect((await page.goto("/segments/none/here"))?.status()).toBe(404);
  await expect(page.getByRole("heading", { name: "There is nothing here" })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("link", { name: "Go to the home page" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Home" })).toBeVisible();
});

test("the tab's mark is there, also where a browser asks for it by its old name", async ({
  adminPage: page,
}) => {
  await page.goto("/");
  const mark = await page.locator('link[rel="icon"][type="image/svg+xml"]').getAttribute("href");
  for (const address of [mark as string, "/favicon.ico"]) {
    const response = await page.request.get(address);
    expect(response.status(), address).toBe(200);
    expect(response.headers()["content-type"]).toMatch(/^image\//);
  }
});

test("the scheme that somebody chose stays, the first press changes it, and pages come in it without an error", async ({
  adminPage: page,
}) => {
  const html = page.locator("html");
  const toggle = page.getByRole("button", { name: "Switch between light and dark" });
  const problems = watchConsole(page);
  await page.emulateMedia({ colorScheme: "dark", reducedMotion: "reduce" });
  await page.goto("/segments");
  await expect(html).toHaveAttribute("data-mantine-color-scheme", "dark");
  await toggle.click();
  await expect(html).toHaveAttribute("data-mantine-color-scheme", "light");
  await toggle.click();
  await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
  for (const path of ["/segments", "/campaigns"]) {
    await page.goto(path);
    await expect(html).toHaveAttribute("data-mantine-color-scheme", "dark");
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  }
  expect(problems).toEqual([]);
});

/** What waits until it is let go. */
function gate() {
  let resolve: () => void = () => {};
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

test("a page that is long on its way is told of by a line, after a link as after a row", async ({
  adminPage: page,
}) => {
  const line = page.locator("[data-going]");
  await page.goto("/");
  for (const [path, go] of [
    ["/people", () => page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "People" })],
    [
      "/people/",
      () => page.getByRole("table", { name: "People" }).getByRole("row").nth(1).getByRole("cell").last(),
    ],
  ] as const) {
    const asked = gate();
    const answer = gate();
    const isAsked = (url: URL) => url.pathname.startsWith(path) && url.searchParams.has("_rsc");
    await page.route(isAsked, async (route) => {
      asked.resolve();
      await answer.promise;
      await route.continue();
    });
    await go().click();
    await asked.promise;
    await expect(line).toBeVisible();
    answer.resolve();
    await expect(page).toHaveURL((url) => url.pathname.startsWith(path));
    await expect(line).toHaveCount(0);
    await page.unroute(isAsked);
  }
});
