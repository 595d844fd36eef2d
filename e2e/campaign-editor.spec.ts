import type { Locator, Page } from "@playwright/test";
import { unique } from "./fixtures/audiences.ts";
import { expectAccessible } from "./fixtures/axe.ts";
import { server } from "./fixtures/campaign-pages.ts";
import { createSource, send } from "./fixtures/destinations.ts";
import { draftCampaign, everybodyWith } from "./fixtures/published-campaigns.ts";
import { connectSandbox } from "./fixtures/sandbox.ts";
import { add, condition, waitForName } from "./fixtures/segments.ts";
import { expect, test } from "./fixtures/test.ts";

test.describe.configure({ mode: "parallel" });

type Begun = { id: string; version: number; name: string };

async function begin(page: Page, channel: string, qualification?: string): Promise<Begun> {
  const made = await page.request.post("/api/v1/campaigns", {
    data: { channel, name: unique("Story"), ...(qualification && { qualification }) },
  });
  expect([made.status(), made.ok() ? "" : await made.text()]).toEqual([201, ""]);
  return made.json();
}

async function open(page: Page, { id, name }: Begun): Promise<void> {
  await page.goto(`/campaigns/${id}/edit`);
  await expect(page.getByRole("textbox", { name: "Name of the campaign" })).toHaveValue(name);
  // The rail leads the keyboard too, as soon as the page has come to life.
  const rail = page.getByRole("navigation", { name: "Sections of the campaign" });
  await expect(async () => {
    await rail.getByRole("link", { name: /Start here/ }).click();
    await expect(page.getByRole("heading", { name: "Start here" })).toBeFocused({ timeout: 1_000 });
  }).toPass();
}

const section = (page: Page, name: string): Locator => page.getByRole("region", { name, exact: true });
const saved = (page: Page): Locator => page.getByRole("status").filter({ hasText: "All changes saved" });
const stateOf = async (page: Page, { id }: Begun) =>
  (await page.request.get(`/api/v1/campaigns/${id}`)).json();

/** Three people, of whom one has a plan. */
async function shoppers(page: Page) {
  const source = await createSource(page, "Shoppers");
  const mark = unique("shopper");
  for (const [name, traits] of Object.entries({ ada: { plan: "gold" }, ben: {}, cleo: {} })) {
    const userId = `${name} ${mark}`;
    await send(source, "identify", { userId, traits: { ...traits, mark, name: userId } });
  }
  return { source, mark };
}

async function accountOf(page: Page, partner: string, nickname: string): Promise<void> {
  await page.getByRole("combobox", { name: `${partner} account` }).click();
  await page.getByRole("option", { name: new RegExp(nickname) }).click();
}

test("a campaign of past behaviour to Segment is filled in from its start to Publish Campaign", async ({
  adminPage: page,
}) => {
  const { source, mark } = await shoppers(page);
  const goal = unique("Bought");
  await send(source, "track", { userId: `ada ${mark}`, event: goal });
  await waitForName(page, goal);
  const { nickname } = await connectSandbox(page, "segment");
  const campaign = await begin(page, "segment");
  await open(page, campaign);

  await expect(page.getByRole("heading", { level: 2 })).toHaveText([
    "Start here",
    "Who",
    "What",
    "When",
    "Overview",
  ]);
  await accountOf(page, "Segment", nickname);
  await expect(section(page, "Segment Account Setup")).toContainText("Connected and ready for campaigns");
  await expect(page.getByRole("radio", { name: /^Past Behavior/ })).toBeChecked();
  await section(page, "Set a goal").getByRole("switch").check();
  await page.getByRole("combobox", { name: "Goal event" }).fill(goal);
  await page.getByRole("option", { name: goal }).click();
  await page.keyboard.press("Escape");

  await page.getByRole("radio", { name: /^New segment/ }).click();
  await add(page, "A property of theirs");
  await condition(page, 1).getByRole("combobox", { name: "Property of the person" }).fill("mark");
  await condition(page, 1).getByRole("combobox", { name: "Value" }).fill(mark);
  const reach = section(page, "Estimated reach");
  await expect(reach.locator("dl > div").filter({ hasText: "Qualify" })).toContainText("3");
  await expect(reach.locator("dl > div").filter({ hasText: "Reachable via Segment" })).toContainText("3");
  await page.getByRole("checkbox", { name: "Campaign control group" }).check();
  await page.getByRole("textbox", { name: /Share of those who qualify/ }).fill("1");
  await page.getByRole("textbox", { name: /Share of those who qualify/ }).blur();
  await expect(section(page, "Control Group")).toContainText("At least 2 %");
  await page.getByRole("checkbox", { name: "Campaign control group" }).uncheck();

  const cap = section(page, "Set Cap for Targeting");
  await cap.getByRole("radio", { name: /^Only/ }).click();
  await cap.getByRole("textbox", { name: "Number of users" }).fill("99");
  await cap.getByRole("textbox", { name: "Number of users" }).blur();
  await expect(cap).toContainText("At least 100: a campaign limit cannot be lower");
  await cap.getByRole("radio", { name: "All target segment users" }).check();
  await cap.getByRole("checkbox", { name: "Don't send the campaign if target segment exceeds" }).check();
  await cap.getByRole("textbox", { name: "Users that the target segment" }).fill("1000");
  await expectAccessible(page);

  await page.getByRole("button", { name: "Go To Editor" }).click();
  const what = section(page, "What");
  await what.getByRole("textbox", { name: "Event name" }).fill("Spring Offer Sent");
  await what.getByRole("radio", { name: "All", exact: true }).click();
  await what.getByRole("button", { name: "Key-Value Pair" }).click();
  await what.getByRole("textbox", { name: "Key 1" }).fill("plan");
  const value = what.getByRole("textbox", { name: "Value 1" });
  await value.fill("Your plan: ");
  await what.getByRole("button", { name: "Insert a property into Value 1" }).click();
  await page
    .getByRole("searchbox", { name: "Search properties" })
    .or(page.getByPlaceholder("Search properties"))
    .fill("plan");
  await page.getByRole("option", { name: "Profile.plan", exact: true }).click();
  await expect(value).toHaveValue('Your plan: {{ Profile.plan | default: "" }}');
  await page.keyboard.type("none");
  await expect(value).toHaveValue('Your plan: {{ Profile.plan | default: "none" }}');
  await what.getByRole("combobox", { name: "As this person would get it" }).fill(`ada ${mark}`);
  await page.getByRole("option", { name: `ada ${mark}` }).click();
  await expect(what.getByRole("region", { name: "plan", exact: true })).toHaveText("Your plan: gold");
  await expectAccessible(page);
  await what.getByRole("button", { name: "Done" }).click();

  const when = section(page, "When");
  await when.getByRole("radio", { name: "Set as Recurring" }).click();
  await when.getByText("Daily", { exact: true }).click();
  await expect(when.getByRole("region", { name: "Next runs" }).getByRole("listitem")).toHaveCount(3);
  await when.getByRole("radio", { name: "Send Now" }).click();
  await expect(saved(page)).toBeVisible();

  const overview = section(page, "Overview");
  await expect(overview).toContainText("Nothing keeps this campaign from being published.");
  await expect(overview).toContainText("All, but a run of more than 1,000 people is held");
  await expect(overview.getByRole("list", { name: "Worth a look" })).toContainText(
    "It is sent to 3 people as soon as you publish it.",
  );
  await overview.getByRole("button", { name: "Publish Campaign" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText("It is sent to 3 people via Segment as soon as you confirm.");
  await dialog.getByRole("button", { name: "Publish Campaign" }).click();
  await expect(page).toHaveURL(new RegExp(`/campaigns/${campaign.id}$`));
  const kept = await stateOf(page, campaign);
  expect(kept.number).toMatch(/^\d+$/);

  await page.goto(`/campaigns/${campaign.id}/edit`);
  await expect(page.getByText("This campaign is published")).toBeVisible();
  await expect(page.getByRole("textbox", { name: "Name of the campaign" })).toBeDisabled();
  await expect(page.getByRole("radio", { name: "Send Now" })).toBeDisabled();
});

test("a campaign that holds an event property constant lists what each left, and is sent on several dates", async ({
  adminPage: page,
}) => {
  const { source, mark } = await shoppers(page);
  const [viewed, bought] = [unique("Viewed"), unique("Bought")];
  const userId = `ada ${mark}`;
  for (const product of ["hat", "sock", "shoe"]) {
    await send(source, "track", { userId, event: viewed, properties: { product } });
  }
  await send(source, "track", { userId, event: bought, properties: { product: "sock" } });
  await waitForName(page, viewed);
  await waitForName(page, bought);
  const campaign = await begin(page, "segment");
  const { version, draft } = await stateOf(page, campaign);
  const did = (name: string, not: boolean) => ({ kind: "did", not, events: [{ type: "track", name }] });
  const conditions = [did(viewed, false), did(bought, true)];
  const patched = await page.request.patch(`/api/v1/campaigns/${campaign.id}`, {
    data: {
      version,
      draft: {
        ...draft,
        who: {
          ...draft.who,
          audience: {
            kind: "new",
            definition: {
              match: "all",
              groups: [{ match: "all", conditions, constant: { path: ["product"] } }],
            },
          },
        },
      },
    },
  });
  expect(patched.status()).toBe(200);
  await open(page, campaign);

  await expect(page.getByText("In the message ConstantEventProperty lists the values")).toBeVisible();
  await page.getByRole("button", { name: "Go To Editor" }).click();
  const what = section(page, "What");
  await what.getByRole("button", { name: "Key-Value Pair" }).click();
  await what.getByRole("textbox", { name: "Key 1" }).fill("left");
  await what
    .getByRole("textbox", { name: "Value 1" })
    .fill("{% for product in ConstantEventProperty %}{{ product }}, {% endfor %}");
  await what.getByRole("combobox", { name: "As this person would get it" }).fill(userId);
  await page.getByRole("option", { name: userId }).click();
  await expect(what.getByRole("region", { name: "left", exact: true })).toHaveText("shoe, hat,");
  await what.getByRole("button", { name: "Done" }).click();

  const when = section(page, "When");
  await when.getByRole("radio", { name: "Schedule for later" }).click();
  const year = new Date().getFullYear() + 1;
  await when.getByLabel("Day and time", { exact: true }).fill(`${year}-12-24T09:00`);
  await when.getByRole("button", { name: "Add a date" }).click();
  const second = when.getByLabel("Day and time, date 2");
  await second.focus();
  await second.blur();
  await expect(when).toContainText("This date stands here twice");
  await second.fill(`${year}-12-01T18:30`);
  await expect(when).not.toContainText("This date stands here twice");
  await when.getByRole("button", { name: "Add a date" }).click();
  await when.getByRole("button", { name: "Remove date 3" }).click();
  await expectAccessible(page);
  await expect(section(page, "Overview")).toContainText(/2 times: .*1 Dec.*18:30.*24 Dec.*09:00/);
  await expect(saved(page)).toBeVisible();
  expect((await stateOf(page, campaign)).nextRuns).toHaveLength(2);
});

test("an External Trigger campaign to a webhook is filled in up to Publish, with its payload tried out before", async ({
  adminPage: page,
}) => {
  const { mark } = await shoppers(page);
  const accounts = await (await page.request.get("/api/v1/sandbox/accounts")).json();
  const { address } = accounts.items.find((item: { partner: string }) => item.partner === "webhook");
  const campaign = await begin(page, "webhook");
  await open(page, campaign);
  await expect(section(page, "Webhook Account Setup")).toContainText("This channel needs no account");
  await page.getByRole("radio", { name: /^External Trigger/ }).click();
  await expect(section(page, "Target Segment")).toContainText("The API call names whom the campaign is for");
  const filter = section(page, "Filter on past behavior and user properties");
  await filter.getByRole("switch").check();
  await add(page, "A property of theirs");
  await condition(page, 1).getByRole("combobox", { name: "Property of the person" }).fill("mark");
  await condition(page, 1).getByRole("combobox", { name: "Value" }).fill(mark);

  await page.getByRole("button", { name: "Go To Editor" }).click();
  const what = section(page, "What");
  await what.getByRole("textbox", { name: "URL" }).fill(`${address}/orders`);
  await what.getByRole("button", { name: "Header", exact: true }).click();
  await what.getByRole("textbox", { name: "Name of header 1" }).fill("X-Api-Key");
  await what.getByRole("checkbox", { name: "Header 1 is a secret" }).check();
  await what.getByLabel("Value of header 1").fill("story-secret");
  await what.getByLabel("Value of header 1").blur();
  await expect(what).toContainText("Kept, not shown");
  const body = what.getByRole("textbox", { name: "JSON body" });
  await body.fill('{\n  "name": "{{ ExternalTrigger.Name }}",\n  "who": "{{ Profile.nothing | upcase }}"\n');
  await body.pressSequentially('  "bad": "{{ Event.x }}" }');
  await expect(what.getByRole("list", { name: "Problems of JSON body" })).toContainText("Line 4, column");
  await expect(what).toContainText("Beyond CleverTap: upcase");
  await body.fill('{\n  "name": "{{ ExternalTrigger.Name }}",\n  "who": "{{ Profile.nothing }}"\n}');
  await what.getByRole("button", { name: "Fill in what the message uses" }).click();
  await expect(what.getByRole("textbox", { name: "Sample payload" })).toHaveValue(/"Name": "Name"/);
  await what.getByRole("combobox", { name: "As this person would get it" }).fill(`ben ${mark}`);
  await page.getByRole("option", { name: `ben ${mark}` }).click();
  await expect(what.getByRole("region", { name: "Body", exact: true })).toContainText('"name": "Name"');
  await expect(what).toContainText("1 value is missing");
  await expect(what).toContainText("Profile.nothing, line 3, column 11");
  await expect(what.locator("mark")).toHaveText("{{ Profile.nothing }}");
  await what.getByRole("radio", { name: "Go on: an empty text stands in its place" }).check();
  await expectAccessible(page);

  // By keyboard: the list goes away while its field is scrolled out of sight, which a pointer may do on its way.
  const tested = what.getByRole("combobox", { name: "Send a test" });
  await tested.fill(`ben ${mark}`);
  await expect(page.getByRole("option", { name: `ben ${mark}` })).toBeAttached();
  await tested.press("ArrowDown");
  await tested.press("Enter");
  await what.getByRole("button", { name: "Send test" }).click();
  await expect(what.getByRole("list", { name: "Outcome of the test" })).toContainText(`ben ${mark}: sent`);
  await expect(saved(page)).toBeVisible();
  await page.reload();
  await page.getByRole("button", { name: "Go To Editor" }).click();
  await expect(what.getByText(`ben ${mark}`, { exact: true })).toBeVisible();

  const when = section(page, "When");
  await when.getByRole("combobox", { name: "End Date and Time" }).selectOption({ label: "On a date" });
  await when.getByLabel("Ends at").fill("2020-01-01T09:00");
  await when.getByLabel("Ends at").blur();
  await expect(when).toContainText("That time has passed");
  await when.getByLabel("Ends at").fill("2099-01-01T09:00");
  await expect(saved(page)).toBeVisible();

  const overview = section(page, "Overview");
  await expect(overview).toContainText("Nothing keeps this campaign from being published.");
  await overview.getByRole("button", { name: "Publish Campaign" }).click();
  await expect(page.getByRole("dialog")).toContainText("calls to the External Trigger API that name it");
  await page.getByRole("dialog").getByRole("button", { name: "Publish Campaign" }).click();
  await expect(page).toHaveURL(new RegExp(`/campaigns/${campaign.id}$`));
  const kept = await stateOf(page, campaign);
  expect(kept).toMatchObject({ qualification: "external", secrets: ["header x-api-key"] });
  expect(JSON.stringify(kept)).not.toContain("story-secret");
});

test("an e-mail is shown as its reader would see it, without running or fetching anything of it", async ({
  adminPage: page,
}) => {
  const { mark } = await shoppers(page);
  const campaign = await begin(page, "email", "past");
  await open(page, campaign);
  await page.getByRole("button", { name: "Go To Editor" }).click();
  const what = section(page, "What");
  await what.getByRole("textbox", { name: "Subject" }).fill("Hello {{ Profile.name }}");
  await what
    .getByRole("textbox", { name: "HTML" })
    .fill("<h1>Dear {{ Profile.name }}</h1><script>document.title = 'ran'</script>");
  await what.getByRole("combobox", { name: "As this person would get it" }).fill(`cleo ${mark}`);
  await page.getByRole("option", { name: `cleo ${mark}` }).click();
  await expect(what.getByRole("region", { name: "Subject", exact: true })).toHaveText(`Hello cleo ${mark}`);
  const frame = what.getByTitle("HTML as it looks");
  await expect(frame).toHaveAttribute("sandbox", "");
  await expect(frame.contentFrame().getByRole("heading")).toHaveText(`Dear cleo ${mark}`);
  await expectAccessible(page);
});

test("publishing what is not complete goes to the first field that keeps it from it", async ({
  adminPage: page,
}) => {
  const campaign = await begin(page, "webhook");
  await open(page, campaign);
  await page.getByRole("radio", { name: /^Live Behavior/ }).click();
  await page.getByRole("radio", { name: /^Inaction within time/ }).click();
  await page.getByRole("combobox", { name: "Events done" }).waitFor();
  const overview = section(page, "Overview");
  const problems = overview.getByRole("list", { name: "To be mended" });
  await expect(problems).toContainText("Who: Choose an event");
  await overview.getByRole("button", { name: "Publish Campaign" }).click();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(section(page, "Target Segment").getByRole("alert").first()).toContainText("Choose an event");
  await problems.getByRole("button", { name: "What: URL: fill this in" }).click();
  const url = page.getByRole("textbox", { name: "URL" });
  await expect(url).toBeFocused();
  // What does not fit whole is not put in at all: the beginning of it would be sent to everybody.
  const isLeftOut = await url.evaluate((field) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", "x".repeat(2_001));
    return !field.dispatchEvent(
      new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }),
    );
  });
  expect(isLeftOut).toBe(true);
  await expect(section(page, "What")).toContainText("there would be 2,001 characters, and 2,000 fit");
  await expect(page.getByRole("navigation", { name: "Sections of the campaign" })).toContainText(
    "2 problems",
  );
});

test("nothing typed is lost when the connection breaks, when somebody else saves, and every step can be taken back", async ({
  adminPage: page,
}) => {
  const campaign = await begin(page, "webhook");
  await open(page, campaign);
  const name = page.getByRole("textbox", { name: "Name of the campaign" });
  await page.route("**/api/v1/campaigns/*", (route) =>
    route.request().method() === "PATCH" ? route.abort() : route.continue(),
  );
  await name.fill("Mine, offline");
  await expect(page.getByRole("status").filter({ hasText: "Not saved: no connection" })).toBeVisible();
  await page.unroute("**/api/v1/campaigns/*");
  await page.getByRole("button", { name: "Save now" }).click();
  await expect(saved(page)).toBeVisible();
  expect((await stateOf(page, campaign)).name).toBe("Mine, offline");

  const { version } = await stateOf(page, campaign);
  const theirs = await page.request.patch(`/api/v1/campaigns/${campaign.id}`, {
    data: { version, name: "Theirs" },
  });
  expect(theirs.status()).toBe(200);
  await name.fill("Mine again");
  const conflict = page.getByRole("alert").filter({ hasText: "This campaign was changed meanwhile" });
  await expect(conflict).toContainText("You changed this campaign in another window on");
  await expectAccessible(page);
  await conflict.getByRole("button", { name: "Load their version" }).click();
  await expect(name).toHaveValue("Theirs");
  await page.getByRole("button", { name: "Undo" }).first().click();
  await expect(name).toHaveValue("Mine again");
  await expect(saved(page)).toBeVisible();
  expect((await stateOf(page, campaign)).name).toBe("Mine again");
});

test("going back to a campaign shows it as it is kept, not as it was first opened", async ({
  adminPage: page,
}) => {
  const campaign = await begin(page, "webhook");
  await open(page, campaign);
  const name = page.getByRole("textbox", { name: "Name of the campaign" });
  const renamed = unique("Renamed");
  await name.fill(renamed);
  await expect(saved(page)).toBeVisible();
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "People" }).click();
  await expect(page.getByRole("heading", { name: "People", level: 1 })).toBeVisible();
  await page.goBack();
  await expect(name).toHaveValue(renamed);
  await name.fill(`${renamed} twice`);
  await expect(saved(page)).toBeVisible();
  await expect(page.getByRole("alert").filter({ hasText: "changed meanwhile" })).toHaveCount(0);
});

test("what an editor asks for later comes into places that are kept for it: nothing moves under the hand", async ({
  adminPage: page,
}) => {
  const { id } = await connectSandbox(page, "segment");
  const mark = unique("still");
  const { batch } = await server(page, "Still");
  await batch(
    Array.from({ length: 101 }, (_, place) => ({
      ...{ type: "identify", userId: `${mark} ${place}` },
      traits: { mark, email: `${mark}-${place}@example.com` },
    })),
  );
  const draft = await draftCampaign(page, "segment", mark, {
    who: {
      audience: everybodyWith(mark),
      controlGroups: { system: false, custom: [], percent: null },
      cap: { kind: "all", hold: 100 },
    },
    what: { connections: { segment: id } },
  });
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const asked = new Set<string>();
  await page.route(/\/api\/v1\/(connections\?|control-groups|campaigns\/[^/]+\/reach)/, async (route) => {
    asked.add(new URL(route.request().url()).pathname.split("/").at(-1) ?? "");
    await held;
    await route.continue();
  });
  await page.goto(`/campaigns/${draft.id}/edit`);
  const cap = section(page, "Set Cap for Targeting");
  await expect(cap.getByRole("checkbox")).toBeChecked();
  await expect.poll(() => [...asked].sort()).toEqual(["connections", "reach"]);
  const before = await cap.boundingBox();
  release();
  const reach = section(page, "Estimated reach");
  await expect(reach).toContainText("101");
  await expect(reach).toContainText("More than the safety limit: a run would be held now.");
  await expect(section(page, "Segment Account Setup")).toContainText("Connected and ready for campaigns");
  expect(await cap.boundingBox()).toEqual(before);
});

test("a section that cannot be shown takes nothing else with it, and is begun anew", async ({
  adminPage: page,
}) => {
  // As a program may write it: no editor could have made it.
  const definition = { groups: [{ conditions: [{ kind: "property", path: ["plan"], test: null }] }] };
  const { id } = await draftCampaign(page, "webhook", unique("Odd"), {
    who: { audience: { kind: "new", definition } },
  });
  await page.goto(`/campaigns/${id}/edit`);
  const who = section(page, "Who");
  const told = who.getByText("What is kept of this section cannot be shown here.");
  await expect(told).toBeVisible();
  await expect(section(page, "When").getByRole("radio").first()).toBeVisible();
  await expectAccessible(page);
  await who.getByRole("button", { name: "Begin anew" }).click();
  await expect(told).toHaveCount(0);
  await expect(section(page, "Target Segment").getByRole("radio", { name: /^New segment/ })).toBeVisible();
});
