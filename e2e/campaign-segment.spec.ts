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
import { add, condition, figure, rowOf, waitForName } from "./fixtures/segments.ts";
import { expect, test } from "./fixtures/test.ts";

test.describe.configure({ timeout: 120_000 });

test("people who did something get a Segment campaign, each with the attributes and pairs that it names", async ({
  adminPage: page,
}) => {
  const viewed = unique("Product Viewed");
  const shop = unique("shop");
  const idOf = (name: string) => `${name} ${shop}`;
  const { batch } = await server(page, "Segment story");
  const traits = (name: string, plan: string) => ({ name: idOf(name), plan, city: "Pune", shop });
  await batch([
    { type: "identify", userId: idOf("ada"), traits: traits("ada", "gold") },
    { type: "identify", userId: idOf("ben"), traits: traits("ben", "silver") },
    { type: "identify", userId: idOf("cleo"), traits: traits("cleo", "gold") },
    ...["ada", "ada", "ben"].map((name) => ({ type: "track", userId: idOf(name), event: viewed })),
  ]);
  await waitForName(page, viewed);
  const account = await connectSandbox(page, "segment");

  const campaign = await beginCampaign(page, "Segment", "Come back");
  await chooseAccount(page, "Segment", account.nickname);
  await page.getByRole("radio", { name: /^Past Behavior/ }).check();
  await page.getByRole("radio", { name: /^New segment/ }).click();
  await add(page, "Did an event");
  await condition(page, 1).getByRole("combobox", { name: "Events" }).fill(viewed);
  await page.getByRole("option", { name: viewed }).click();
  await page.keyboard.press("Escape");
  await holdNobodyBack(page);
  const reach = section(page, "Estimated reach");
  const reached = (name: string) => reach.locator("dl > div").filter({ hasText: name });
  await expect(reached("Qualify")).toContainText("2");
  await expect(reached("Reachable via Segment")).toContainText("2");

  const what = await openMessage(page);
  await what.getByRole("textbox", { name: "Event name" }).fill("Offer Sent");
  await what.getByRole("radio", { name: "Chosen ones" }).click();
  await what.getByRole("combobox", { name: "Attributes" }).fill("plan");
  await page.keyboard.press("Enter");
  const pairs = [
    { key: "offer", value: "{{ Profile.plan | default: 'none' }} offer of {{ Profile.city }}" },
    { key: "season", value: "spring" },
  ];
  for (const [place, { key, value }] of pairs.entries()) {
    await what.getByRole("button", { name: "Key-Value Pair" }).click();
    await what.getByRole("textbox", { name: `Key ${place + 1}` }).fill(key);
    await what.getByRole("textbox", { name: `Value ${place + 1}`, exact: true }).fill(value);
  }
  await what.getByRole("combobox", { name: "As this person would get it" }).fill(idOf("ada"));
  await page.getByRole("option", { name: idOf("ada") }).click();
  await expect(what.getByRole("region", { name: "offer", exact: true })).toHaveText("gold offer of Pune");
  await what.getByRole("button", { name: "Done" }).click();
  await section(page, "When").getByRole("radio", { name: "Send Now" }).check();
  await publishHere(page, "It is sent to 2 people via Segment as soon as you confirm.");

  await expect(page).toHaveURL(new RegExp(`/campaigns/${campaign.id}$`));
  await expect(figure(page, "Events streamed")).toHaveText(/^2/, { timeout: 30_000 });
  await expect(page.getByRole("heading", { level: 1 }).getByText("Completed", { exact: true })).toBeVisible();
  await expect(rowOf(page, "Runs", "Run 1")).toContainText("Done");
  await expectAccessible(page);
  await figure(page, "Events streamed").getByRole("link").click();
  await expect(page.getByRole("table", { name: "People" }).getByRole("row")).toHaveCount(3);
  await expect(rowOf(page, "People", idOf("ada"))).toContainText("Sent");
  await expect(rowOf(page, "People", idOf("ben"))).toContainText("Sent");

  const call = await openReceived(page, account.id, idOf("ada"));
  await expect(call).toContainText("Offer Sent");
  await expect(call).toContainText("gold offer of Pune");
  await expect(call).toContainText("spring");
  await expect(call).toContainText("plan");
  await expect(call).not.toContainText(`"${shop}"`);
  await expectAccessible(page);
  await page.goto(`/sandbox?connection=${account.id}`);
  await expect(page.getByRole("row", { name: /Offer Sent/ })).toHaveCount(2);
});
