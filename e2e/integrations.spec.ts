import type { Locator, Page } from "@playwright/test";
import { expectAccessible } from "./fixtures/axe.ts";
import { expect, test } from "./fixtures/test.ts";

async function openPanel(page: Page, button: string): Promise<Locator> {
  await page.goto("/settings/integrations");
  await page.getByRole("button", { name: button, exact: true }).click();
  return page.getByRole("dialog", { name: /^Connect / });
}

async function chooseSandbox(page: Page, panel: Locator, label: RegExp): Promise<void> {
  await panel.getByLabel(label).first().click();
  await page.getByRole("option", { name: /Sandbox/ }).click();
}

type Story = {
  partner: string;
  button: string;
  nameLabel: RegExp;
  regionLabel: RegExp;
  fill: Record<string, string>;
  secret: RegExp;
  /** what tells this account from those of other runs, and the field by which the sandbox refuses */
  refuse: [label: RegExp, wrong: string, right: string];
  says: RegExp;
};

const stories: Story[] = [
  {
    partner: "CleverTap",
    button: "Connect CleverTap",
    nameLabel: /Integration Name/,
    regionLabel: /^Instance URL/,
    fill: { "Account ID": "STORY-PROJECT-1" },
    secret: /^Passcode/,
    refuse: [/^Passcode/, "refused-passcode", "story-passcode-4242"],
    says: /does not accept the account ID with this passcode/,
  },
  {
    partner: "Storyly",
    button: "Connect Storyly",
    nameLabel: /Integration Name/,
    regionLabel: /^API address/,
    fill: {},
    secret: /^API Token/,
    refuse: [/^API Token/, "refused-token", "story-token-424242"],
    says: /does not accept the API token/,
  },
  {
    partner: "Amazon EventBridge",
    button: "Connect Amazon EventBridge",
    nameLabel: /Partner Nickname/,
    regionLabel: /^Region/,
    fill: { "AWS Account ID": "111122223333", "Event bus": "audiences" },
    secret: /^Secret access key/,
    refuse: [/^Access key ID/, "refusedKey", "AKIASTORY4242"],
    says: /does not accept the access key/,
  },
];

for (const { partner, button, nameLabel, regionLabel, fill, secret, refuse, says } of stories) {
  test(`${partner} is connected with the right credentials and not with wrong ones`, async ({
    adminPage: page,
  }) => {
    const nickname = `Story of ${partner}`;
    const panel = await openPanel(page, button);
    await expect(panel.getByText("Before you connect")).toBeVisible();
    await panel.getByRole("button", { name: button, exact: true }).click();
    await expect(panel.getByText(/another value\./)).toBeVisible();
    await expectAccessible(page);

    await panel.getByRole("textbox", { name: nameLabel }).fill(nickname);
    for (const [label, value] of Object.entries(fill)) {
      await panel.getByRole("textbox", { name: new RegExp(`^${label}`) }).fill(value);
    }
    await chooseSandbox(page, panel, regionLabel);
    const [label, wrong, right] = refuse;
    if (String(label) !== String(secret)) {
      await panel.getByLabel(secret).fill("a-secret-of-the-story");
    }
    await panel.getByLabel(label).fill(wrong);
    await panel.getByRole("button", { name: "Test connection" }).click();
    await expect(panel.getByText(says).first()).toBeVisible();
    await panel.getByRole("button", { name: button, exact: true }).click();
    await expect(panel.getByText(says).first()).toBeVisible();

    await panel.getByLabel(label).fill(right);
    await panel.getByRole("button", { name: "Test connection" }).click();
    await expect(panel.getByText("The test call was accepted")).toBeVisible();
    await panel.getByRole("button", { name: button, exact: true }).click();
    await expect(panel).toBeHidden();
    const row = page.getByRole("row", { name: new RegExp(nickname) });
    await expect(row).toContainText("Connected");
    await expectAccessible(page);

    await page.goto("/settings/partners");
    await expect(page.getByRole("heading", { level: 1, name: "Partners" })).toBeVisible();
    await expect(page.getByText(nickname)).toHaveCount(0);
  });
}

test("a field that the partner could never take is said at the field", async ({ adminPage: page }) => {
  const panel = await openPanel(page, "Connect Amazon EventBridge");
  await panel.getByRole("textbox", { name: /^AWS Account ID/ }).fill("12345");
  await panel.getByRole("button", { name: "Connect Amazon EventBridge", exact: true }).click();
  await expect(panel.getByText("An AWS account ID has 12 digits")).toBeVisible();
});

test("what a partner knows of users is asked in the sandbox by a property", async ({
  adminPage: page,
  request,
}) => {
  await page.goto("/sandbox");
  const choice = page.getByLabel("Connection", { exact: true });
  const option = choice.locator("option", { hasText: "Shop audiences" });
  await expect(async () => {
    await choice.selectOption({ label: (await option.textContent()) ?? "" });
    await expect(page.getByRole("tab", { name: "Users" })).toBeVisible({ timeout: 3_000 });
  }).toPass();
  const accounts = await (await page.request.get("/api/v1/sandbox/accounts")).json();
  const { host } = accounts.items.find((item: { nickname: string }) => item.nickname === "Shop audiences");
  const upload = await request.post(`${host}/1/upload`, {
    headers: { "x-clevertap-account-id": "DEMO-SHOP-1", "x-clevertap-passcode": "any" },
    data: {
      d: ["story-a", "story-b", "story-c"].map((identity, index) => ({
        type: "profile",
        identity,
        profileData: { storyly_quiz: index < 2 ? "Story fans" : "Others" },
      })),
    },
  });
  expect(upload.status()).toBe(200);
  await page.getByRole("tab", { name: "Users" }).click();
  await page.getByRole("textbox", { name: "Property" }).fill("storyly_quiz");
  await page.getByRole("textbox", { name: "equals" }).fill("Story fans");
  await page.getByRole("button", { name: "Find users" }).click();
  await expect(page.getByText("2 users where storyly_quiz equals “Story fans”")).toBeVisible();
  await expect(page.getByRole("row", { name: /story-a/ })).toBeVisible();
  await expect(page.getByRole("row", { name: /story-c/ })).toHaveCount(0);
  await expectAccessible(page);
  await page.getByRole("row", { name: /story-b/ }).click();
  await expect(page.getByRole("dialog", { name: "story-b" })).toContainText("Story fans");
});

test("Amazon EventBridge is connected by a role; one that may not be assumed is told from a wrong bus", async ({
  adminPage: page,
}) => {
  const button = "Connect Amazon EventBridge";
  const nickname = "Bus by role";
  const panel = await openPanel(page, button);
  await panel.getByRole("textbox", { name: /Partner Nickname/ }).fill(nickname);
  await panel.getByRole("textbox", { name: /^AWS Account ID/ }).fill("111122223333");
  await chooseSandbox(page, panel, /^Region/);
  await expect(panel.getByRole("textbox", { name: /^Role ARN/ })).toHaveCount(0);
  await panel
    .getByLabel(/^Authentication/)
    .first()
    .click();
  await page.getByRole("option", { name: "Role, assumed by this installation" }).click();
  await expect(panel.getByLabel(/^Secret access key/)).toHaveCount(0);
  await panel
    .getByLabel(/^Authentication/)
    .first()
    .click();
  await page.getByRole("option", { name: "Role, assumed with an access key" }).click();
  await panel.getByRole("textbox", { name: /^Access key ID/ }).fill("AKIASTORY4242");
  await panel.getByLabel(/^Secret access key/).fill("a-secret-of-the-story");
  await panel.getByRole("button", { name: button, exact: true }).click();
  await expect(panel.getByText("Enter the Role ARN")).toBeVisible();
  await expectAccessible(page);

  const role = panel.getByRole("textbox", { name: /^Role ARN/ });
  await role.fill("arn:aws:iam::111122223333:role/external-team-1");
  await panel.getByRole("button", { name: "Test connection" }).click();
  await expect(panel.getByText(/may not assume the role/).first()).toBeVisible();
  await panel.getByRole("button", { name: button, exact: true }).click();
  await expect(panel.getByText("1 field needs another value.")).toBeVisible();
  await panel.getByRole("textbox", { name: /^External ID/ }).fill("team-1");
  await panel.getByRole("button", { name: "Test connection" }).click();
  await expect(
    panel.getByText(/The role was assumed\. Amazon EventBridge took the test event/),
  ).toBeVisible();
  await panel.getByRole("button", { name: button, exact: true }).click();
  await expect(panel).toBeHidden();
  await page
    .getByRole("row", { name: new RegExp(nickname) })
    .getByRole("link")
    .first()
    .click();
  // The page's history speaks of it as well.
  await expect(
    page.getByRole("definition").filter({ hasText: "arn:aws:iam::111122223333:role/external-team-1" }),
  ).toBeVisible();
  await expectAccessible(page);
});
