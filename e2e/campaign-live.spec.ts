import { unique } from "./fixtures/audiences.ts";
import { expectAccessible } from "./fixtures/axe.ts";
import {
  beginCampaign,
  chooseAccount,
  holdNobodyBack,
  openMessage,
  openReceived,
  publishHere,
  section,
  server,
} from "./fixtures/campaign-pages.ts";
import { connectSandbox } from "./fixtures/sandbox.ts";
import { figure, waitForName } from "./fixtures/segments.ts";
import { expect, test } from "./fixtures/test.ts";

test.describe.configure({ timeout: 120_000 });

// The seed's golden window is 10 minutes; a story cannot wait for it, so its window is of seconds.
test("who puts something into the cart and does not buy in time (seconds instead of 10 minutes) gets the message, and who buys is told why not", async ({
  adminPage: page,
}) => {
  const added = unique("Added to Cart");
  const bought = unique("Charged");
  const idOf = (name: string) => `${name} ${added}`;
  const { batch } = await server(page, "Cart story");
  await batch([
    ...["ada", "ben", "seen"].map((name) => ({
      type: "identify",
      userId: idOf(name),
      traits: { name: idOf(name) },
    })),
    ...[added, bought].map((event) => ({ type: "track", userId: idOf("seen"), event })),
  ]);
  await waitForName(page, added);
  await waitForName(page, bought);
  const account = await connectSandbox(page, "segment");

  const campaign = await beginCampaign(page, "Segment", "Forgotten cart");
  await chooseAccount(page, "Segment", account.nickname);
  await page.getByRole("radio", { name: /^Live Behavior/ }).click();
  await page.getByRole("radio", { name: /^Inaction within time/ }).click();
  for (const [label, event] of [
    ["Events done", added],
    ["Events not done", bought],
  ] as const) {
    await page.getByRole("combobox", { name: label }).fill(event);
    await page.getByRole("option", { name: event }).click();
    await page.keyboard.press("Escape");
  }
  await expect(page.getByRole("textbox", { name: "Time to wait", exact: true })).toHaveValue("10");
  await expect(page.getByRole("combobox", { name: "Unit of the time to wait" })).toHaveValue("minutes");
  await page.getByRole("combobox", { name: "Unit of the time to wait" }).selectOption("seconds");
  await page.getByRole("textbox", { name: "Time to wait", exact: true }).fill("4");
  await holdNobodyBack(page);
  const what = await openMessage(page);
  await what.getByRole("textbox", { name: "Event name" }).fill("Cart Reminder Sent");
  await what.getByRole("button", { name: "Key-Value Pair" }).click();
  await what.getByRole("textbox", { name: "Key 1" }).fill("product");
  await what.getByRole("textbox", { name: "Value 1", exact: true }).fill("{{ Event.product }}");
  await what.getByRole("button", { name: "Done" }).click();
  await expect(section(page, "When")).toContainText("End Date and Time");
  await publishHere(page, "It reacts to each person");
  await expect(page.getByRole("heading", { level: 1 }).getByText("Running", { exact: true })).toBeVisible({
    timeout: 30_000,
  });

  await batch([
    ...["ada", "ben"].map((name) => ({
      type: "track",
      userId: idOf(name),
      event: added,
      properties: { product: `boots of ${name}` },
    })),
    { type: "track", userId: idOf("ben"), event: bought },
  ]);
  await expect(figure(page, "Events streamed")).toHaveText(/^1/, { timeout: 40_000 });
  await expect(figure(page, "Held back")).toHaveText(/^1/);
  const check = section(page, "Check a person");
  await check.getByRole("textbox").fill(idOf("ben"));
  await check.getByRole("button", { name: "Check" }).click();
  await expect(check.getByRole("status")).toContainText("did not get it");
  await expect(check).toContainText("The person did in time what the campaign waited for.");
  await check.getByRole("textbox").fill(idOf("ada"));
  await check.getByRole("button", { name: "Check" }).click();
  await expect(check.getByRole("status")).toContainText("got it");
  await expectAccessible(page);

  const call = await openReceived(page, account.id, idOf("ada"));
  await expect(call).toContainText("Cart Reminder Sent");
  await expect(call).toContainText("boots of ada");
  await page.goto(`/sandbox?connection=${account.id}`);
  await expect(page.getByRole("row", { name: /Cart Reminder Sent/ })).toHaveCount(1);

  await page.goto(`/campaigns/${campaign.id}`);
  await page.getByRole("button", { name: "Stop", exact: true }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Stop campaign" }).click();
  await expect(page.getByRole("heading", { level: 1 }).getByText("Stopped", { exact: true })).toBeVisible();
});
