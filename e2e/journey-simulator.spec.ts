import { expectAccessible } from "./fixtures/axe.ts";
import { beginJourney, faceOf, openJourney } from "./fixtures/journeys.ts";
import { expect, test } from "./fixtures/test.ts";

test("a made-up person is walked through the seed's journey: the way lights up, the exact requests are shown, nothing leaves", async ({
  adminPage: page,
}) => {
  const begun = await beginJourney(page, "abandoned_cart");
  await openJourney(page, begun);
  await page.getByRole("link", { name: "Simulate", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(`Simulate ${begun.name}`);

  const script = page.getByRole("region", { name: "What they do" });
  await expect(script.getByRole("combobox", { name: "Event" })).toHaveCount(3);
  const path = page.getByRole("list", { name: "Path of the person" });
  await expect(path.getByRole("listitem").last()).toContainText("Force exit");
  await expect(path.getByText("did PurchaseCompleted")).toBeVisible();
  await expectAccessible(page);

  // The clock goes back to where the audience is told: only what was walked until then is lit.
  await path
    .getByRole("button", { name: /Into the audience/ })
    .first()
    .click();
  const message = path.getByRole("listitem").filter({ has: page.getByRole("tab", { name: "Request" }) });
  await expect(message).toContainText("Amazon EventBridge");
  await expect(faceOf(page, "Into the audience").locator("[data-lit=true]")).toBeVisible();
  await expect(faceOf(page, "Out of the audience").locator("[data-lit=false]")).toBeVisible();
  // Its token is not entered yet, and the walk says so.
  await expect(message).toContainText("It would not leave");

  const clock = page.getByRole("slider", { name: "Moment of the walk" });
  await expect(clock).toHaveAttribute("aria-valuetext", /Into the audience/);
  const before = await clock.getAttribute("aria-valuetext");
  await clock.focus();
  await page.keyboard.press("ArrowRight");
  await expect(clock).not.toHaveAttribute("aria-valuetext", before ?? "");

  // Without the purchase they stay where they are.
  await script.getByRole("button", { name: "Remove PurchaseCompleted" }).click();
  await expect(
    page.getByText(/Still in the journey at the end of the time: PurchaseCompleted/),
  ).toBeVisible();
  await page.reload();
  await expect(script.getByRole("combobox", { name: "Event" })).toHaveCount(2);

  // People of other stories may begin with the same letters.
  const known = await page.request.get("/api/v1/people?search=asha-1");
  const items: { userId: string | null }[] = (await known.json()).items;
  expect(items.filter(({ userId }) => userId === "asha-1")).toEqual([]);
});

test("a narrow window opens at its top, with a zone on its clock", async ({ adminPage: page }) => {
  const begun = await beginJourney(page, "abandoned_cart");
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(`/journeys/${begun.id}/simulate`);
  await expect(
    page.getByRole("list", { name: "Path of the person" }).getByRole("listitem").last(),
  ).toContainText("Force exit");
  expect(await page.evaluate(() => window.scrollY)).toBe(0);
  await expect(page.getByRole("slider", { name: "Moment of the walk" })).toHaveAttribute(
    "aria-valuetext",
    /\d\d:\d\d (UTC|GMT|[A-Z]{3,4})/,
  );
});

test("a message of the welcome journey is rendered for the person, and what becomes of it can be assumed", async ({
  adminPage: page,
}) => {
  const begun = await beginJourney(page, "welcome");
  await page.goto(`/journeys/${begun.id}/simulate`);
  const path = page.getByRole("list", { name: "Path of the person" });
  await expect(path.getByRole("listitem").first()).toBeVisible();
  const assumed = page.getByRole("region", { name: "What is assumed" });
  const mail = assumed.getByRole("combobox").first();
  await mail.selectOption({ label: "Unreachable" });
  await expect(path.getByText("nothing reaches the person by this channel").first()).toBeVisible();
  await mail.selectOption({ label: "As it would be" });
  await expect(path.getByText("nothing reaches the person by this channel")).toHaveCount(0);
});

test("a script that is not finished says at its fields what is missing", async ({ adminPage: page }) => {
  const begun = await beginJourney(page, "abandoned_cart");
  await page.goto(`/journeys/${begun.id}/simulate`);
  await expect(
    page.getByRole("list", { name: "Path of the person" }).getByRole("listitem").first(),
  ).toBeVisible();
  await page.getByRole("textbox", { name: "Properties" }).first().fill("[1");
  await expect(page.getByText("This is no JSON object")).toBeVisible();
  await page.getByRole("button", { name: "Add event" }).click();
  await expect(page.getByText("Choose an event")).toBeVisible();
  await page.getByRole("button", { name: "Start over" }).click();
  await expect(page.getByText("This is no JSON object")).toHaveCount(0);
  await page.getByText("From People", { exact: true }).click();
  await expect(page.getByText("Choose a person", { exact: true })).toBeVisible();
});
