import { unique } from "./fixtures/audiences.ts";
import {
  beginCampaign,
  chooseAccount,
  holdNobodyBack,
  openMessage,
  publishHere,
  section,
  sendBatch,
} from "./fixtures/campaign-pages.ts";
import { startClockedProduct } from "./fixtures/clocked-product.ts";
import { connectSandbox } from "./fixtures/sandbox.ts";
import { add, condition, figure, rowOf, waitForName } from "./fixtures/segments.ts";
import { expect, test } from "./fixtures/test.ts";

// Weeks go by in these stories: a product of their own, whose clock they move on.
test.describe.configure({ mode: "serial", timeout: 180_000 });

let product: Awaited<ReturnType<typeof startClockedProduct>>;

test.beforeAll(async () => {
  test.setTimeout(180_000);
  product = await startClockedProduct("2027-01-20T12:00:00Z");
});

test.afterAll(() => product?.stop());

const batch = (calls: object[]) => sendBatch(product.url, product.writeKey, calls);

test("a campaign of the 31st runs on the 31st at its time, and not in a month that has none", async ({
  browser,
}) => {
  const page = await product.openPage(browser);
  await page.request.patch("/api/v1/workspace", { data: { timeZone: "Europe/Berlin" } });
  await batch([{ type: "identify", userId: "ada", traits: { name: "Ada", plan: "gold" } }]);
  const account = await connectSandbox(page, "segment");

  const campaign = await beginCampaign(page, "Segment", "Month's end");
  await chooseAccount(page, "Segment", account.nickname);
  await page.getByRole("radio", { name: /^Past Behavior/ }).check();
  await page.getByRole("radio", { name: /^New segment/ }).click();
  await add(page, "A property of theirs");
  await condition(page, 1).getByRole("combobox", { name: "Property of the person" }).fill("plan");
  await condition(page, 1).getByRole("combobox", { name: "Value" }).fill("gold");
  await holdNobodyBack(page);
  const what = await openMessage(page);
  await what.getByRole("textbox", { name: "Event name" }).fill("Statement Sent");
  await what.getByRole("button", { name: "Done" }).click();
  const when = section(page, "When");
  await when.getByRole("radio", { name: "Set as Recurring" }).click();
  await when.getByText("Monthly", { exact: true }).click();
  await when.getByRole("textbox", { name: "Date in the month" }).fill("31");
  const next = when.getByRole("region", { name: "Next runs" }).getByRole("listitem");
  await expect(next).toHaveText([/31 Jan/, /31 Mar/, /31 May/]);
  await expect(when).toContainText("In a month without that date it does not run.");
  await publishHere(page, "On day 31 of each month at 09:00 (Europe/Berlin)");

  // In Berlin's winter nine o'clock is eight in UTC, in its summer seven.
  for (const [before, after, number] of [
    ["2027-01-31T07:59:00Z", "2027-01-31T08:00:00Z", 1],
    ["2027-03-31T06:59:00Z", "2027-03-31T07:00:00Z", 2],
  ] as const) {
    await product.moveTo(before);
    // A session ends after 30 days.
    const then = await product.openPage(browser);
    await then.goto(`/campaigns/${campaign.id}`);
    await expect(then.getByRole("heading", { level: 1 })).toContainText(/Scheduled|Awaiting next run/);
    const runs = then.getByRole("table", { name: "Runs" }).getByRole("row");
    await expect(runs).toHaveCount(number === 1 ? 0 : number);
    await product.moveTo(after);
    await expect(rowOf(then, "Runs", `Run ${number}`)).toContainText("Done", { timeout: 30_000 });
    await expect(runs).toHaveCount(number + 1);
    await then.goto(`/sandbox?connection=${account.id}`);
    await expect(then.getByRole("row", { name: /Statement Sent/ })).toHaveCount(number);
  }
});

test("what falls into a night of Do Not Disturb goes out in the morning, also where the clocks change in that night", async ({
  browser,
}) => {
  await product.moveTo("2027-10-30T18:00:00Z");
  const page = await product.openPage(browser);
  const added = unique("Added to Cart");
  await batch([
    ...["ada", "ben"].map((userId) => ({ type: "identify", userId, traits: { name: userId } })),
    { type: "track", userId: "seen", event: added },
  ]);
  await waitForName(page, added);
  const account = await connectSandbox(page, "segment");

  const reminder = async (name: string, event: string) => {
    const { id } = await beginCampaign(page, "Segment", name);
    await chooseAccount(page, "Segment", account.nickname);
    await page.getByRole("radio", { name: /^Live Behavior/ }).click();
    await page.getByRole("radio", { name: /^Action/ }).click();
    await page.getByRole("combobox", { name: "Events done" }).fill(added);
    await page.getByRole("option", { name: added }).click();
    await page.keyboard.press("Escape");
    await holdNobodyBack(page);
    const what = await openMessage(page);
    await what.getByRole("textbox", { name: "Event name" }).fill(event);
    await what.getByRole("button", { name: "Done" }).click();
    return id;
  };
  const quiet = await reminder("By day", "Quiet Reminder");
  const when = section(page, "When");
  await when.getByRole("checkbox", { name: /^Advanced/ }).check();
  await when.getByLabel("From, of DND hours 1").fill("22:00");
  await when.getByLabel("To, of DND hours 1").fill("08:00");
  await expect(when.getByRole("radio", { name: "Deliver after the DND hours" })).toBeChecked();
  await publishHere(page, "It reacts to each person");
  await reminder("At any time", "Loud Reminder");
  await publishHere(page, "It reacts to each person");

  const received = (event: string) => page.getByRole("row", { name: new RegExp(event) });
  const add = async (moment: string, userId: string) => {
    await product.moveTo(moment);
    await batch([{ type: "track", userId, event: added, properties: { at: moment } }]);
  };
  // Half past midnight in Berlin, in summer time. What no hours hold back has gone; the other waits for eight o'clock.
  await add("2027-10-30T22:30:00Z", "ada");
  await page.goto(`/sandbox?connection=${account.id}`);
  await expect(received("Loud Reminder")).toHaveCount(1, { timeout: 30_000 });
  await page.goto(`/campaigns/${quiet}`);
  await expect(figure(page, "Waiting")).toHaveText(/^1/, { timeout: 30_000 });
  const check = section(page, "Check a person");
  await check.getByRole("textbox").fill("ada");
  await check.getByRole("button", { name: "Check" }).click();
  await expect(check).toContainText("Do Not Disturb time for the person until 31 Oct 2027, 08:00 CET.");
  // Two minutes to eight of winter time; in summer time it were two to nine.
  await add("2027-10-31T06:58:00Z", "ben");
  await page.goto(`/sandbox?connection=${account.id}`);
  await expect(received("Loud Reminder")).toHaveCount(2, { timeout: 30_000 });
  await expect(received("Quiet Reminder")).toHaveCount(0);
  await product.moveTo("2027-10-31T07:00:00Z");
  await expect(received("Quiet Reminder")).toHaveCount(2, { timeout: 30_000 });
  await page.goto(`/campaigns/${quiet}`);
  await expect(figure(page, "Events streamed")).toHaveText(/^2/);
});
