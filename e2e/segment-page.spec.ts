import { unique } from "./fixtures/audiences.ts";
import { expectAccessible } from "./fixtures/axe.ts";
import { createSource, send } from "./fixtures/destinations.ts";
import { ago, figure, makeSegment, rowOf } from "./fixtures/segments.ts";
import { expect, test } from "./fixtures/test.ts";

test.describe.configure({ mode: "parallel" });

test("who added to cart and did not buy within 10 minutes enters while one watches, and leaves by buying", async ({
  adminPage: page,
}) => {
  const source = await createSource(page, "Carts");
  const added = unique("Added to cart");
  const bought = unique("Order completed");
  const track = (who: string, event: string, timestamp = ago({})) =>
    send(source, "track", { userId: `${who} ${added}`, event, timestamp });
  const { id } = await makeSegment(page, unique("Left their cart"), "live", {
    groups: [
      {
        conditions: [
          {
            kind: "inaction",
            did: { events: [{ name: added }] },
            didNot: { events: [{ name: bought }] },
            within: { count: 10, unit: "minutes" },
          },
        ],
      },
    ],
  });
  await page.goto(`/segments/${id}?tab=members`);
  await expect(figure(page, "State")).toContainText("counted");
  await expect(page.getByRole("heading", { name: "Nobody is in it" })).toBeVisible();

  // Ada's ten minutes are over, Ben bought within them, and Cleo's are over in eight seconds. What Ben
  // bought is told first: told second, he would be in it for the moment between the two calls.
  await track("ada", added, ago({ minutes: 11 }));
  await track("ben", bought, ago({ minutes: 5 }));
  await track("ben", added, ago({ minutes: 11 }));
  await track("cleo", added, ago({ minutes: 9, seconds: 52 }));
  await expect(rowOf(page, "Members", `ada ${added}`)).toBeVisible();
  await expect(rowOf(page, "Members", `cleo ${added}`)).toBeVisible();
  await expect(figure(page, "People")).toHaveText("2");
  await expect(rowOf(page, "Members", `ben ${added}`)).toHaveCount(0);
  await expectAccessible(page);

  await track("ada", bought);
  await expect(rowOf(page, "Members", `ada ${added}`)).toHaveCount(0);
  await expect(figure(page, "Left today")).toHaveText("1");
  await figure(page, "Left today").getByRole("link").click();
  await expect(rowOf(page, "Changes", `ada ${added}`)).toContainText("By an event of theirs");
  await expect(page.getByRole("table", { name: "Changes" }).getByRole("row")).toHaveCount(2);
  await page.getByRole("radiogroup", { name: "Which changes" }).getByText("Entered").click();
  await expect(rowOf(page, "Changes", `cleo ${added}`)).toContainText("By time that went by");
  await expectAccessible(page);
  await expect(figure(page, "Drift")).toHaveText(/0|not checked yet/);
});

test("Gold members: counted, found, downloaded, compared, followed as plans change, and told on a person's page", async ({
  adminPage: page,
}) => {
  const source = await createSource(page, "Plans");
  const mark = unique("plan");
  const plan = (who: string, value: string) =>
    send(source, "identify", {
      userId: `${who} ${mark}`,
      traits: { plan: value, mark, name: `${who} ${mark}` },
    });
  await plan("ada", "Gold");
  await plan("ben", "Gold");
  await plan("cleo", "Silver");
  const text = (path: string, value: string) => ({
    kind: "property",
    path: [path],
    test: { type: "text", op: "equals", value },
  });
  const everybody = await makeSegment(page, unique("Everybody"), "past", {
    groups: [{ conditions: [text("mark", mark)] }],
  });
  const gold = await makeSegment(page, unique("Gold members"), "past", {
    groups: [{ conditions: [text("mark", mark), text("plan", "Gold")] }],
  });
  await page.goto(`/segments?q=${encodeURIComponent(gold.name)}`);
  const listed = rowOf(page, "Segments", gold.name);
  await expect(listed).toContainText("Past behavior");
  await expect(listed).toContainText("counted");
  await listed.getByRole("link", { name: `2 in ${gold.name}` }).click();

  await expect(page.getByRole("table", { name: "Members" }).getByRole("row")).toHaveCount(3);
  await page.getByRole("searchbox", { name: "Search members" }).fill(`BEN ${mark}`);
  await expect(page.getByRole("table", { name: "Members" }).getByRole("row")).toHaveCount(2);
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "Download CSV" }).click(),
  ]);
  expect(file.suggestedFilename()).toBe(`${gold.name}.csv`);

  await page.getByRole("tab", { name: "Overview" }).click();
  await expect(page.getByText("2 now; at most 2, at least 2 in this time")).toBeVisible();
  const overlap = page.getByRole("region", { name: "Overlap with another segment" });
  await overlap.getByRole("combobox", { name: "Compare with" }).fill(everybody.name);
  await page.getByRole("option", { name: everybody.name }).click();
  await expect(overlap.getByRole("status")).toContainText("in both2");
  await expect(overlap.getByRole("status")).toContainText(`only in ${everybody.name}1`);
  await expectAccessible(page);

  await plan("ben", "Silver");
  await page.getByRole("button", { name: "Refresh now" }).click();
  await expect(figure(page, "People")).toHaveText("1");
  await figure(page, "Left today").getByRole("link").click();
  await expect(rowOf(page, "Changes", `ben ${mark}`)).toContainText(
    "Found when everybody was looked at again",
  );
  await rowOf(page, "Changes", `ben ${mark}`).getByRole("link").click();

  await page.getByRole("tab", { name: "Segments" }).click();
  const standing = rowOf(page, "Segments of this person", gold.name);
  await expect(standing).toContainText("Left");
  await expect(rowOf(page, "Segments of this person", everybody.name)).toContainText("In it");
  await expectAccessible(page);
  await standing.getByRole("link", { name: "See each condition" }).click();
  const check = page.getByRole("region", { name: "Check a person" });
  await expect(check.getByRole("listitem").nth(1)).toContainText("Their plan is Gold");
  await expect(check.getByRole("listitem").nth(1)).toContainText('not met seen: "Silver"');
});
