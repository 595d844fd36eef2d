import { unique } from "./fixtures/audiences.ts";
import { expectAccessible } from "./fixtures/axe.ts";
import { connectPartner, openReceived, publishHere, section, server } from "./fixtures/campaign-pages.ts";
import { admin } from "./fixtures/installation.ts";
import { draftCampaign, everybodyWith } from "./fixtures/published-campaigns.ts";
import { connectSandbox } from "./fixtures/sandbox.ts";
import { figure, rowOf } from "./fixtures/segments.ts";
import { expect, test } from "./fixtures/test.ts";

test.describe.configure({ timeout: 180_000 });

const PEOPLE = 10_000;
const BATCH = 2_500;

test("1,000 coupons are not sent to 10,000 who qualify: the run is held, its creator told, and a copy reaches only 1,000", async ({
  adminPage: page,
}) => {
  const shop = unique("coupons");
  const { batch } = await server(page, "Coupon story");
  for (let first = 0; first < PEOPLE; first += BATCH) {
    await batch(
      Array.from({ length: BATCH }, (_, place) => ({
        type: "identify",
        userId: `${shop} ${first + place}`,
        // As everybody of the demo shop has one: stories that look for somebody with an address find these first.
        traits: { mark: shop, email: `${shop}-${first + place}@example.com` },
      })),
    );
  }
  const account = await connectSandbox(page, "segment");
  await connectPartner(page, "smtp", {
    ...{ server: "sandbox", user: shop, password: "story-password" },
    ...{ fromName: "Junction", fromAddress: "junction@shop.example" },
  });
  const name = unique("Coupons");
  const draft = await draftCampaign(page, "segment", name, {
    who: {
      audience: everybodyWith(shop),
      controlGroups: { system: false, custom: [], percent: null },
      cap: { kind: "all", hold: 1_000 },
    },
    what: { connections: { segment: account.id } },
  });

  await page.goto(`/campaigns/${draft.id}/edit`);
  const reach = section(page, "Estimated reach");
  await expect(reach).toContainText("10,000", { timeout: 30_000 });
  await expect(reach).toContainText("More than the safety limit: a run would be held now.");
  await expect(section(page, "Overview").getByRole("list", { name: "Worth a look" })).toContainText(
    "More people qualify than the safety limit allows: its run will be held.",
  );
  await publishHere(
    page,
    "More people qualify than its safety limit allows: the run is held, and nothing leaves before somebody releases it.",
  );

  const banner = page.getByRole("alert").filter({ hasText: "Held: 10,000 qualified, more than 1,000" });
  await expect(banner).toBeVisible({ timeout: 60_000 });
  await expect(figure(page, "Events streamed")).toHaveText("0");
  await page.goto("/");
  const notice = page.getByRole("list", { name: "What needs you" }).getByRole("listitem").filter({
    hasText: name,
  });
  await expect(notice).toContainText("is held");
  await expectAccessible(page);

  // The mail leaves by the mail server that the workspace has had longest, which may be another story's.
  const mailboxWithIt = async (): Promise<string | undefined> => {
    const { items } = await (await page.request.get("/api/v1/sandbox/accounts")).json();
    for (const { id, partner } of items as { id: string; partner: string }[]) {
      const mails =
        partner === "smtp" && `/api/v1/sandbox/accounts/${id}/messages?search=${encodeURIComponent(name)}`;
      if (mails && (await (await page.request.get(mails)).json()).items.length > 0) {
        return id;
      }
    }
  };
  await expect.poll(mailboxWithIt, { timeout: 30_000 }).toBeDefined();
  const mail = await openReceived(page, (await mailboxWithIt()) ?? "", name);
  await expect(mail).toContainText(`The campaign "${name}" is held`);
  await expect(mail).toContainText(admin.email);
  await mail.getByText("Text", { exact: true }).click();
  await expect(mail).toContainText(`/campaigns/${draft.id}`);
  await expectAccessible(page);

  await page.goto("/");
  await notice.getByRole("link", { name: "Open campaign" }).click();
  await banner.getByRole("button", { name: "Cancel this run" }).click();
  const asking = page.getByRole("dialog", { name: "Cancel run 1?" });
  await expect(asking).toContainText("10,000 people of this run do not get the message.");
  await asking.getByRole("button", { name: "Cancel this run" }).click();
  await expect(banner).toBeHidden();
  await expect(figure(page, "Held back")).toHaveText(/^10,000/, { timeout: 30_000 });
  await expect(figure(page, "Events streamed")).toHaveText("0");
  await page.goto("/");
  await expect(page.getByRole("heading", { level: 1, name: "Home" })).toBeVisible();
  await expect(notice).toHaveCount(0);

  await page.goto(`/campaigns/${draft.id}`);
  await page.getByRole("button", { name: "More actions" }).click();
  await page.getByRole("menuitem", { name: "Duplicate" }).click();
  await expect(page).toHaveURL(/\/campaigns\/[0-9a-f-]{36}\/edit/);
  const cap = section(page, "Set Cap for Targeting");
  await expect(cap.getByRole("checkbox")).toBeChecked();
  await cap.getByRole("radio", { name: /^Only/ }).click();
  await expect(cap.getByRole("textbox", { name: "Number of users" })).toHaveValue("1,000");
  await expect(section(page, "Overview")).toContainText("Only 1,000 people in each run");
  await publishHere(page, "It is sent to 1,000 people via Segment as soon as you confirm.");
  await expect(figure(page, "Events streamed")).toHaveText(/^1,000/, { timeout: 60_000 });
  await expect(page.getByRole("heading", { level: 1 }).getByText("Completed", { exact: true })).toBeVisible();
  await expect(rowOf(page, "Every outcome by its name", "Campaign limit reached for run")).toContainText(
    "9,000",
  );
  await expectAccessible(page);
  const { items } = await (await page.request.get("/api/v1/sandbox/accounts")).json();
  expect(items.find(({ id }: { id: string }) => id === account.id)).toMatchObject({ messages: 1_000 });
});
