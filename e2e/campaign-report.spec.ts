import type { Locator, Page } from "@playwright/test";
import { unique } from "./fixtures/audiences.ts";
import { expectAccessible } from "./fixtures/axe.ts";
import { baseUrl } from "./fixtures/installation.ts";
import { invite, join } from "./fixtures/members.ts";
import {
  draftCampaign,
  everybodyWith,
  knownPeople,
  publish,
  waitForStatus,
} from "./fixtures/published-campaigns.ts";
import { connectSandbox } from "./fixtures/sandbox.ts";
import { figure, makeSegment, rowOf } from "./fixtures/segments.ts";
import { expect, test, withHydration } from "./fixtures/test.ts";

test.describe.configure({ mode: "parallel", timeout: 120_000 });

const crowd = (count: number): string[] => Array.from({ length: count }, (_, index) => `person-${index}`);

async function searchFor(page: Page, text: string): Promise<Locator> {
  await page.goto(`/campaigns?q=${encodeURIComponent(text)}`);
  return rowOf(page, "Campaigns", text);
}

async function act(page: Page, name: string, action: string): Promise<void> {
  await page.getByRole("button", { name: `Actions for ${name}` }).click();
  await page.getByRole("menuitem", { name: action, exact: true }).click();
}

test("the list begins a campaign by its channel, and finds, copies, archives and restores it", async ({
  adminPage: page,
}) => {
  await page.goto("/campaigns");
  await expect(page.getByRole("heading", { level: 1, name: "Campaigns" })).toBeVisible();
  // A press that comes before the page has come to life opens nothing.
  const drawer = page.getByRole("dialog", { name: "Messaging Channels" });
  await expect(async () => {
    await page.getByRole("button", { name: "+ Campaign" }).first().click();
    await expect(drawer).toBeVisible({ timeout: 3_000 });
  }).toPass();
  await expectAccessible(page);
  await drawer.getByRole("button", { name: /^Webhook/ }).click();
  await expect(page).toHaveURL(/\/campaigns\/[0-9a-f-]{36}\/edit/);

  const name = unique("Spring coupons");
  const draft = await draftCampaign(page, "segment", name);
  const row = await searchFor(page, name);
  await expect(row).toContainText("Draft");
  await expect(row.getByRole("link", { name })).toHaveAttribute("href", `/campaigns/${draft.id}/edit`);
  // The same of a choice.
  await expect(async () => {
    await page.getByRole("combobox", { name: "Status" }).selectOption("Held");
    await expect(page).toHaveURL(/status=HELD/, { timeout: 3_000 });
  }).toPass();
  await expect(page.getByRole("heading", { name: "No campaign matches" })).toBeVisible();
  await page.getByRole("button", { name: "Reset all" }).last().click();
  await expect(page).toHaveURL(/\/campaigns$/);

  await searchFor(page, name);
  await act(page, name, "Duplicate");
  await expect(page).not.toHaveURL(new RegExp(draft.id));
  await expect(page).toHaveURL(/\/campaigns\/[0-9a-f-]{36}\/edit/);

  await page.goto(`/campaigns/${draft.id}`);
  await expect(page.getByRole("heading", { name: "Nothing to report yet" })).toBeVisible();
  await page.getByRole("button", { name: "More actions" }).click();
  await page.getByRole("menuitem", { name: "Name and labels" }).click();
  const renaming = page.getByRole("dialog", { name: "Name and labels" });
  await renaming.getByRole("textbox", { name: "Name", exact: true }).fill(`${name} A`);
  await renaming.getByRole("combobox", { name: "Labels" }).fill("story label");
  await page.keyboard.press("Enter");
  await renaming.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("heading", { level: 1, name: `${name} A` })).toBeVisible();
  await page.getByRole("button", { name: "More actions" }).click();
  await page.getByRole("menuitem", { name: "Archive" }).click();
  await expect(page.getByText("It is archived:")).toBeVisible();
  await expectAccessible(page);

  await expect(await searchFor(page, `${name} A`)).toHaveCount(0);
  await page.getByRole("radiogroup", { name: "Which campaigns" }).getByText("Archived").click();
  const archived = rowOf(page, "Campaigns", `${name} A`);
  await expect(archived).toContainText("story label");
  await expectAccessible(page);
  await act(page, `${name} A`, "Restore");
  await expect(archived).toHaveCount(0);
  await expect(await searchFor(page, `${name} A`)).toHaveCount(1);
});

test("a report tells who got a message and who did not, what that is worth, opens the people behind each number, and says why of one", async ({
  adminPage: page,
}) => {
  const { mark, idOf, does } = await knownPeople(page, ["ada", "ben", "cleo"]);
  const account = await connectSandbox(page, "segment");
  const name = unique("Thank you");
  const bought = unique("Bought");
  const draft = await draftCampaign(page, "segment", name, {
    goal: {
      ...{ events: [{ type: "track", name: bought }], where: [] },
      ...{ within: { count: 1, unit: "hours" }, revenue: ["total"] },
    },
    who: { audience: everybodyWith(mark), controlGroups: { system: false, custom: [], percent: null } },
    what: { connections: { segment: account.id } },
  });
  const { number } = await publish(page, draft);
  await page.goto(`/campaigns/${draft.id}`);
  await expect(figure(page, "Events streamed")).toHaveText(/^3/, { timeout: 30_000 });
  await expect(figure(page, "Qualified")).toHaveText("3");
  await expect(figure(page, "Errors")).toHaveText("0");
  await expect(page.getByText(`Campaign ID ${number}`)).toBeVisible();
  await expect(page.getByRole("main").getByText("Completed", { exact: true })).toBeVisible();
  await expect(rowOf(page, "Every outcome by its name", "Sent")).toContainText("3");
  await expect(rowOf(page, "Runs", "Run 1")).toContainText("Done");
  await does("ada", bought, { total: 1_234.5 });
  await expect(async () => {
    await page.reload();
    await expect(rowOf(page, "Revenue", "Got it")).toContainText("1,234.50", { timeout: 3_000 });
  }).toPass();
  await expect(rowOf(page, "Revenue", "Got it").getByRole("cell")).toHaveText([
    "Got it",
    "1,234.50",
    "411.50",
  ]);
  await page.getByRole("radiogroup", { name: "How to show it" }).getByText("Table").click();
  await expect(page.getByRole("table", { name: "Over time" }).getByRole("row").nth(1)).toContainText("3");
  await expectAccessible(page);

  const check = page.getByRole("region", { name: "Check a person" });
  await check.getByRole("textbox").fill(idOf("ada"));
  await check.getByRole("button", { name: "Check" }).click();
  await expect(check.getByRole("status")).toContainText("got it");
  await expect(check.getByRole("list").first()).toContainText("Run 1");
  await expect(
    check.getByRole("list", { name: "If it ran now" }).getByRole("listitem").first(),
  ).toBeVisible();
  await check.getByRole("textbox").fill("nobody at all");
  await check.getByRole("button", { name: "Check" }).click();
  await expect(check.getByRole("status")).toContainText("Nobody is known");

  await figure(page, "Events streamed").getByRole("link").click();
  const recipients = page.getByRole("table", { name: "People" });
  await expect(recipients.getByRole("row")).toHaveCount(4);
  await expect(page.getByRole("combobox", { name: "Which people" })).toHaveValue("status sent");
  await page.getByRole("searchbox", { name: "Search people" }).fill(idOf("ben"));
  await expect(recipients.getByRole("row")).toHaveCount(2);
  await expect(rowOf(page, "People", idOf("ben"))).toContainText("Sent");
  await expectAccessible(page);
  await page.getByRole("tab", { name: "History" }).click();
  await expect(page.getByRole("list", { name: "History of this campaign" })).toContainText("published it");

  await page.getByRole("button", { name: "More actions" }).click();
  await page.getByRole("menuitem", { name: "Name and labels" }).click();
  const renaming = page.getByRole("dialog", { name: "Name and labels" });
  const { version } = await (await page.request.get(`/api/v1/campaigns/${draft.id}`)).json();
  const theirs = await page.request.patch(`/api/v1/campaigns/${draft.id}`, {
    data: { version, name: `${name} of theirs` },
  });
  expect(theirs.status()).toBe(200);
  await renaming.getByRole("textbox", { name: "Name" }).fill(`${name} again`);
  await renaming.getByRole("button", { name: "Save" }).click();
  await expect(renaming.getByRole("alert")).toContainText("Save once more to put your name and labels");
  await renaming.getByRole("button", { name: "Save" }).click();
  await expect(renaming).toHaveCount(0);
  await expect(page.getByRole("heading", { level: 1, name: `${name} again` })).toBeVisible();

  const listed = await searchFor(page, name);
  await expect(listed).toContainText(number ?? "");
  await listed.getByRole("link", { name: `3 sent in ${name} again, show them` }).click();
  await expect(page).toHaveURL(/tab=people&status=sent/);
});

test("a run of more people than its safety limit is held with its numbers, and leaves once somebody says so", async ({
  adminPage: page,
}) => {
  const { mark } = await knownPeople(page, crowd(101));
  const account = await connectSandbox(page, "segment");
  const draft = await draftCampaign(page, "segment", unique("Hundred coupons"), {
    who: {
      audience: everybodyWith(mark),
      controlGroups: { system: false, custom: [], percent: null },
      cap: { kind: "all", hold: 100 },
    },
    what: { connections: { segment: account.id } },
  });
  await publish(page, draft);
  await page.goto(`/campaigns/${draft.id}`);
  const banner = page.getByRole("alert").filter({ hasText: "Held: 101 qualified, more than 100" });
  await expect(banner).toBeVisible({ timeout: 30_000 });
  await expect(figure(page, "Events streamed")).toHaveText("0");
  await expectAccessible(page);
  await figure(page, "Qualified").getByRole("link").click();
  await expect(page.getByRole("table", { name: "People" }).getByRole("row")).toHaveCount(51);

  await banner.getByRole("button", { name: "Send to 101" }).click();
  const asking = page.getByRole("dialog", { name: "Send to 101 people?" });
  await expectAccessible(page);
  await asking.getByRole("button", { name: "Send to 101" }).click();
  await expect(figure(page, "Events streamed")).toHaveText(/^101/, { timeout: 30_000 });
  await expect(banner).toBeHidden();
});

test("a campaign is stopped only after it says what that leaves", async ({ adminPage: page }) => {
  const { mark } = await knownPeople(page, ["ada"]);
  const account = await connectSandbox(page, "segment");
  const name = unique("Not this year");
  const draft = await draftCampaign(page, "segment", name, {
    who: { audience: everybodyWith(mark) },
    what: { connections: { segment: account.id } },
    when: { past: { kind: "later", at: `${new Date().getFullYear() + 1}-12-31T09:00` } },
  });
  await publish(page, draft);
  await waitForStatus(page, draft.id, "SCHEDULED");
  const row = await searchFor(page, name);
  await expect(row).toContainText("Scheduled");
  await act(page, name, "Stop");
  const asking = page.getByRole("dialog", { name: `Stop "${name}"?` });
  await expect(asking).toContainText("It has sent nothing.");
  await expect(asking).toContainText("cannot be started again");
  await expectAccessible(page);
  await asking.getByRole("button", { name: "Keep it" }).click();
  await expect(row).toContainText("Scheduled");
  await act(page, name, "Stop");
  await asking.getByRole("button", { name: "Stop campaign" }).click();
  await expect(row).toContainText("Stopped");
});

test("the External Trigger tab gives keys and a call to paste, and logs calls with what was refused and why", async ({
  adminPage: page,
}) => {
  const { idOf } = await knownPeople(page, ["ada"]);
  const accounts = await (await page.request.get("/api/v1/sandbox/accounts")).json();
  const { address } = accounts.items.find((item: { partner: string }) => item.partner === "webhook");
  const draft = await draftCampaign(page, "webhook", unique("Order confirmation"), {
    qualification: "external",
    what: {
      content: {
        method: "POST",
        url: address,
        headers: [],
        auth: { kind: "none" },
        body: { kind: "json", text: '{ "order": "{{ ExternalTrigger.OrderId | default: "none" }}" }' },
        repeats: "at_least_once",
      },
    },
    who: { controlGroups: { system: false, custom: [], percent: null } },
  });
  const { number } = await publish(page, draft);
  await waitForStatus(page, draft.id, "RUNNING");
  await page.goto(`/campaigns/${draft.id}?tab=trigger`);
  await expect(rowOf(page, "Keys that the message uses", "OrderId")).toContainText("the template's default");
  await expect(page.getByRole("region", { name: "A call to paste" })).toContainText(
    `${baseUrl}/1/send/externaltrigger.json`,
  );
  await expect(page.getByRole("heading", { name: "No call yet" })).toBeVisible();
  await expectAccessible(page);

  const key = await page.request.post("/api/v1/api-keys", {
    data: { name: unique("Shop"), role: "marketer" },
  });
  const answer = await fetch(`${baseUrl}/1/send/externaltrigger.json`, {
    method: "POST",
    headers: { authorization: `Bearer ${(await key.json()).secret}`, "content-type": "application/json" },
    body: JSON.stringify({
      to: { identity: [idOf("ada"), idOf("nobody")] },
      campaign_id: number,
      ExternalTrigger: { OrderId: "ord-77" },
    }),
  });
  expect([answer.status, (await answer.json()).status]).toEqual([200, "success"]);
  const call = page.getByRole("table", { name: "Calls" }).getByRole("row").nth(1);
  await expect(call).toContainText("200 accepted");
  await call.getByRole("cell").first().click();
  const detail = page.getByRole("dialog", { name: "Call" });
  await expect(detail.getByRole("row").filter({ hasText: idOf("ada") })).toContainText("Sent", {
    timeout: 30_000,
  });
  await expect(detail.getByRole("row").filter({ hasText: idOf("nobody") })).toContainText("Refused");
  await expect(detail).toContainText("ord-77");
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await expect(figure(page, "Webhooks delivered")).toHaveText(/^1/);
});

test("where another member has to approve, they reject a campaign with a reason, and approve it once it is mended", async ({
  adminPage,
  browser,
}) => {
  // In a workspace of its own: the other stories publish without asking.
  const ann = await join(browser, await invite(adminPage, "Admin"), "Ann Author", "ann.author@example.com");
  const author = withHydration(ann);
  await author.getByTitle("Switch workspace").click();
  await author.getByRole("menuitem", { name: "New workspace" }).click();
  await author.getByLabel("Name").fill(unique("Approving"));
  await author.getByRole("button", { name: "Create workspace" }).click();
  await expect(author.getByRole("button", { name: /^Approving/ })).toBeVisible();
  const rules = await author.request.patch("/api/v1/campaign-rules", {
    data: { approval: true, limits: {} },
  });
  expect(rules.status()).toBe(200);
  const link = await invite(author, "Marketer");
  const ben = withHydration(await join(browser, link, "Ben Approver", "ben.approver@example.com"));

  const gold = (value: string) => everybodyWith(value).definition;
  const segment = await makeSegment(author, unique("Gold"), "past", gold("gold"));
  const name = unique("To be approved");
  const { id } = await draftCampaign(author, "webhook", name, {
    who: { audience: { kind: "saved", segmentId: segment.id } },
    what: {
      content: {
        ...{ method: "POST", url: "https://hook.example/", headers: [], auth: { kind: "none" } },
        ...{ body: { kind: "json", text: "{}" }, repeats: "at_least_once" },
      },
    },
    when: { past: { kind: "later", at: "2050-03-01T09:00", also: [] } },
  });
  const edit = `/campaigns/${id}/edit`;
  await author.goto(edit);
  const ask = async () => {
    await author.getByRole("button", { name: "Ask for approval" }).click();
    await author.getByRole("dialog").getByRole("button", { name: "Ask for approval" }).click();
    await expect(author).toHaveURL(new RegExp(`/campaigns/${id}$`));
  };
  await ask();
  await expect(author.getByRole("main")).toContainText("Another member has to approve what you asked for.");
  await author.goto(edit);
  await expect(author.getByRole("button", { name: "Approve and publish" })).toBeDisabled();
  await expect(author.getByRole("button", { name: "Reject", exact: true })).toBeDisabled();

  await ben.goto("/");
  await expect(ben.getByText(`The campaign ${name} waits for your approval`)).toBeVisible();
  await ben.getByRole("link", { name: "Look it over" }).click();
  await ben.getByRole("button", { name: "Go to approve or reject" }).click();
  await expect(ben.getByRole("heading", { name: "Overview" })).toBeFocused();
  await expectAccessible(ben);
  await ben.getByRole("button", { name: "Reject", exact: true }).click();
  const rejecting = ben.getByRole("dialog", { name: `Reject "${name}"?` });
  await rejecting.getByRole("button", { name: "Reject" }).click();
  await expect(rejecting.getByRole("alert")).toContainText("Say why");
  await rejecting.getByRole("textbox", { name: "Reason" }).fill("Silver, not gold");
  await rejecting.getByRole("button", { name: "Reject" }).click();
  await expect(ben.getByRole("main")).toContainText("Ben Approver did not approve it: Silver, not gold");

  // The author's tab stood still meanwhile; whoever comes back to it sees what became of it.
  await author.evaluate(() => window.dispatchEvent(new Event("focus")));
  const refused = author.getByRole("alert").filter({ hasText: "Ben Approver did not approve it" });
  await expect(refused).toContainText("Silver, not gold");
  await expectAccessible(author);
  await author.getByRole("textbox", { name: "Name of the campaign" }).fill(`${name} mended`);
  await author.getByRole("checkbox", { name: "Throttle" }).check();
  await expect(author.getByRole("status").filter({ hasText: "All changes saved" })).toBeVisible();
  await expect(refused).toContainText("Silver, not gold");
  await ask();

  await ben.goto(edit);
  await author.request.patch(`/api/v1/segments/${segment.id}`, { data: { definition: gold("silver") } });
  await ben.evaluate(() => window.dispatchEvent(new Event("focus")));
  await expect(ben.getByRole("list", { name: "Worth a look" })).toContainText(
    `changed whom the segment ${segment.name} means`,
  );
  await ben.getByRole("button", { name: "Approve and publish" }).click();
  const approving = ben.getByRole("dialog", { name: `Approve and publish "${name} mended"?` });
  await expect(approving).toContainText("It goes out as scheduled: Once, Tue, 1 Mar 2050, 09:00 UTC.");
  await approving.getByRole("button", { name: "Approve and publish" }).click();
  await expect(ben.getByRole("main")).toContainText("by Ben Approver");
  await author.reload();
  await expect(author.getByRole("main")).toContainText("Scheduled");
  await expect(author.getByRole("main")).toContainText("by Ben Approver");
});
