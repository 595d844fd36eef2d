import { randomUUID } from "node:crypto";
import type { Page } from "@playwright/test";
import RudderAnalytics from "@rudderstack/rudder-sdk-node";
import { createAudience, unique } from "./fixtures/audiences.ts";
import { expectAccessible } from "./fixtures/axe.ts";
import { connectPartner } from "./fixtures/campaign-pages.ts";
import { createSource } from "./fixtures/destinations.ts";
import { baseUrl } from "./fixtures/installation.ts";
import { beginJourney, faceOf, journeyNow } from "./fixtures/journeys.ts";
import { expect, test } from "./fixtures/test.ts";

test.describe.configure({ timeout: 120_000 });

type Audience = Awaited<ReturnType<typeof createAudience>>;

/** Switches on the rule of the account's bus in the sandbox, so that what comes to it reaches the audience. */
async function passOn(page: Page, accountId: string, name: string): Promise<void> {
  await page.goto(`/sandbox?connection=${accountId}`);
  const panel = page.getByRole("region", { name: "Pass on to audiences" });
  await panel.getByRole("combobox", { name: "Audience whose key it calls with" }).click();
  await page.getByRole("option", { name, exact: true }).click();
  await panel.getByRole("button", { name: "Switch on" }).click();
  await expect(panel.getByRole("link", { name })).toBeVisible();
  await expectAccessible(page);
}

async function membersOf(page: Page, { id }: Audience): Promise<string[]> {
  const response = await page.request.get(`/api/v1/audiences/${id}/members?limit=50`);
  return ((await response.json()).items as { identity: string }[]).map(({ identity }) => identity).sort();
}

/** The template of the abandoned cart, with events of the story's own, the audience's token and the account. */
async function publishCarts(
  page: Page,
  events: Record<string, string>,
  { audience, connectionId }: { audience: Audience; connectionId: string },
) {
  const begun = await beginJourney(page, "abandoned_cart");
  const { draft } = await journeyNow(page, begun);
  const made = structuredClone(draft);
  for (const node of made.nodes) {
    for (const event of node.settings.did?.events ?? []) {
      event.name = events[event.name] ?? event.name;
    }
    if (node.kind === "send_eventbridge") {
      node.settings.connections = { eventbridge: connectionId };
      node.settings.content.keyValues[0].value = audience.token;
    }
  }
  made.settings.controlGroups.system = false;
  const saved = await page.request.patch(`/api/v1/journeys/${begun.id}`, {
    data: { revision: begun.revision, draft: made },
  });
  expect([saved.status(), saved.ok() ? "" : await saved.text()]).toEqual([200, ""]);
  const { revision, problems } = await saved.json();
  expect(problems).toEqual([]);
  const published = await page.request.post(`/api/v1/journeys/${begun.id}/publish`, { data: { revision } });
  expect([published.status(), published.ok() ? "" : await published.text()]).toEqual([200, ""]);
  return begun;
}

test("the seed's journey, driven by the RudderStack SDK: the Storyly side gains a member after AddToCart and loses it after PurchaseCompleted, and all of it is seen", async ({
  adminPage: page,
}) => {
  const events = {
    Registered: unique("Registered"),
    AddToCart: unique("AddToCart"),
    PurchaseCompleted: unique("PurchaseCompleted"),
  };
  const accessKeyId = `AKIA${randomUUID().replaceAll("-", "").slice(0, 16).toUpperCase()}`;
  const account = await connectPartner(page, "eventbridge", {
    ...{ accountId: "111122223333", region: "sandbox", bus: "default", authentication: "key" },
    ...{ accessKeyId, secretAccessKey: "story-secret-access-key" },
  });
  const audience = await createAudience(page, "Cart in Storyly");
  await passOn(page, account.id, audience.name);
  const journey = await publishCarts(page, events, { audience, connectionId: account.id });
  const source = await createSource(page, "Shop of a journey");
  const rudder = new RudderAnalytics(source.key, { dataPlaneUrl: baseUrl, flushInterval: 100 });
  const [ada, ben] = [unique("ada"), unique("ben")];
  const happens = async (userId: string, event: string) => {
    rudder.track({ userId, event, properties: { cart_value: 60 } });
    await rudder.flush();
  };
  const comesTo = (members: string[]) =>
    expect.poll(() => membersOf(page, audience), { timeout: 30_000 }).toEqual(members);

  await page.goto(`/journeys/${journey.id}?tab=report`);
  const figures = page.getByLabel("Figures of the journey");
  const figure = (name: string) =>
    figures.locator("div").filter({ has: page.getByText(name, { exact: true }) });
  await expect(figure("Entered")).toContainText("0");
  await happens(ada, events.Registered);
  await happens(ben, events.Registered);
  // Live: nobody loads the page anew.
  await expect(figure("In it now")).toContainText("2", { timeout: 30_000 });
  expect(await membersOf(page, audience)).toEqual([]);

  await happens(ada, events.AddToCart);
  await comesTo([ada]);
  await expect(faceOf(page, "Into the audience")).toContainText("1 sent", { timeout: 30_000 });
  await expect(page.getByRole("button", { name: /1 person went by Yes of AddToCart/ })).toBeVisible();
  await expectAccessible(page);
  // What stands on nodes and links can be read without going nearer.
  const zoom = page.getByRole("group", { name: "View" }).getByRole("button", { name: /^\d+ %/ });
  expect(Number.parseInt((await zoom.textContent()) ?? "", 10)).toBeGreaterThanOrEqual(75);

  await happens(ada, events.PurchaseCompleted);
  await comesTo([]);
  await expect(figure("Left")).toContainText("1", { timeout: 30_000 });

  await faceOf(page, "AddToCart")
    .getByRole("button", { name: /1 here/ })
    .first()
    .click();
  const drawer = page.getByRole("dialog");
  await expect(drawer.getByRole("row", { name: new RegExp(ben) })).toBeVisible();
  await expect(drawer.getByText(ada)).toHaveCount(0);
  await page.keyboard.press("Escape");

  await figure("Left").getByRole("button").click();
  await drawer.getByRole("button", { name: `Show the path of ${ada}` }).click();
  const path = page.getByRole("list", { name: "Path of the person" });
  await expect(path.getByText(`did ${events.PurchaseCompleted}`)).toBeVisible();
  await expect(path.getByText("Amazon EventBridge: sent")).toHaveCount(2);
  await expect(faceOf(page, "Out of the audience").locator("[data-lit=true]")).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Close the path" }).click();

  const check = page.getByRole("region", { name: "Check a person" });
  await check.getByRole("textbox").fill(ben);
  await check.getByRole("button", { name: "Check", exact: true }).click();
  await expect(check.getByRole("status")).toHaveText("This person is in the journey, at “AddToCart”.");
  // Nobody enters twice, unless the journey allows it.
  await happens(ada, events.Registered);
  await check.getByRole("textbox").fill(ada);
  await expect(async () => {
    await check.getByRole("button", { name: "Check", exact: true }).click();
    await expect(check.getByRole("status")).toContainText("did not enter again", { timeout: 2_000 });
  }).toPass({ timeout: 30_000 });

  await check.getByRole("link", { name: "Open the person" }).click();
  await page.getByRole("tab", { name: "Journeys" }).click();
  const row = page.getByRole("row", { name: new RegExp(journey.name) });
  await expect(row).toContainText("Force exit");
  await row.getByRole("link", { name: "Show the path" }).click();
  await expect(path.getByRole("listitem").last()).toContainText("Force exit");
});
