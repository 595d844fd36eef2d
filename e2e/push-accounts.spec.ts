import { randomUUID } from "node:crypto";
import type { Locator, Page } from "@playwright/test";
import { httpClient } from "../lib/http/http-client.ts";
import type { PartnerAccess } from "../lib/partners/connector.ts";
import { sendToFcm } from "../lib/partners/fcm/send-message.ts";
import { sendPush } from "../lib/partners/vapid/send-push.ts";
import { privateKeyPiece, testServiceAccount } from "../lib/testing/service-account.ts";
import { unique } from "./fixtures/audiences.ts";
import { expectAccessible } from "./fixtures/axe.ts";
import { baseUrl } from "./fixtures/installation.ts";
import { expect, test } from "./fixtures/test.ts";

test.describe.configure({ timeout: 120_000 });

const http = httpClient({ allowPrivateHosts: ["127.0.0.1"] });

async function openPanel(page: Page, button: string): Promise<Locator> {
  await page.goto("/settings/integrations");
  await page.getByRole("button", { name: button, exact: true }).click();
  return page.getByRole("dialog", { name: /^Connect / });
}

async function chooseSandbox(page: Page, panel: Locator, label: RegExp): Promise<void> {
  await panel.getByLabel(label).first().click();
  await page.getByRole("option", { name: /Sandbox/ }).click();
}

type Account = { id: string; host: string };

/** The sandbox's account behind a connection, as its page shows it. */
async function accountOf(page: Page, nickname: string): Promise<Account> {
  const { items } = await (await page.request.get("/api/v1/sandbox/accounts")).json();
  return items.find((item: { nickname: string }) => item.nickname === nickname);
}

async function openConnection(page: Page, nickname: string): Promise<void> {
  await page
    .getByRole("row", { name: new RegExp(nickname) })
    .getByRole("link")
    .first()
    .click();
  await expect(page.getByRole("heading", { level: 1, name: new RegExp(nickname) })).toBeVisible();
}

test("Firebase is connected by a service account's key file, and shows its messages in the sandbox", async ({
  adminPage: page,
}) => {
  const button = "Connect Firebase";
  const nickname = unique("Shop app");
  const project = `shop-${randomUUID().slice(0, 8)}`;
  const panel = await openPanel(page, "Connect Firebase Cloud Messaging");
  await expect(panel.getByText("Before you connect")).toBeVisible();
  await panel.getByRole("textbox", { name: /Integration Name/ }).fill(nickname);
  await chooseSandbox(page, panel, /^API address/);
  const key = panel.getByRole("textbox", { name: /^Service account key/ });

  await key.fill('{ "type": "service_account", "project_id": "shop" }');
  await panel.getByRole("button", { name: "Test connection" }).click();
  await expect(panel.getByText(/"private_key" is missing.*"client_email" is missing/)).toBeVisible();
  await expectAccessible(page);

  await key.fill(testServiceAccount(project, { client_email: `refused@${project}.iam.gserviceaccount.com` }));
  await panel.getByRole("button", { name: button, exact: true }).click();
  await expect(panel.getByText(/invalid_grant.*was given no access/)).toBeVisible();

  const chooser = page.waitForEvent("filechooser");
  await panel.getByRole("button", { name: "Read from a file" }).click();
  const buffer = Buffer.from(testServiceAccount(project));
  await (await chooser).setFiles({ name: "key.json", mimeType: "application/json", buffer });
  await expect(key).toHaveValue(new RegExp(project));
  await panel.getByRole("button", { name: "Test connection" }).click();
  await expect(panel.getByText(/accepted the test message without sending it/)).toBeVisible();
  await panel.getByRole("button", { name: button, exact: true }).click();
  await expect(panel).toBeHidden();
  await openConnection(page, nickname);
  const facts = page.getByRole("definition");
  await expect(facts.filter({ hasText: new RegExp(`^${project}$`) })).toBeVisible();
  await expect(facts.filter({ hasText: `junction@${project}.iam.gserviceaccount.com` })).toBeVisible();
  await expect(facts.filter({ hasText: "••••4567" })).toBeVisible();
  expect(await page.content()).not.toContain(privateKeyPiece());
  await expectAccessible(page);

  const { id, host } = await accountOf(page, nickname);
  const access: PartnerAccess = {
    settings: {},
    secrets: { serviceAccount: testServiceAccount(project) },
    baseUrl: host,
    services: { oauth: `${host}/oauth` },
    http,
  };
  const message = { token: "phone-of-the-story", notification: { title: "Your order", body: "It left." } };
  expect(await sendToFcm({ message }, access)).toMatchObject({ outcome: "sent" });
  const gone = { ...message, token: "unregistered-phone" };
  expect(await sendToFcm({ message: gone }, access)).toMatchObject({ outcome: "dead" });
  await page.goto(`/sandbox?connection=${id}`);
  await expect(page.getByRole("row", { name: /unregistered/ })).toBeVisible();
  await page.getByRole("row", { name: /the-story/ }).click();
  await expect(page.getByRole("dialog", { name: "Your order" })).toContainText("It left.");
  await expectAccessible(page);
});

test("Web Push is connected with a pair that is generated there, and the sandbox's browser reads its messages", async ({
  adminPage: page,
}) => {
  const button = "Connect Web Push";
  const nickname = unique("Shop site");
  const panel = await openPanel(page, button);
  await panel.getByRole("textbox", { name: /Integration Name/ }).fill(nickname);
  await chooseSandbox(page, panel, /^Push services/);
  const publicKey = panel.getByRole("textbox", { name: /^Public key/ });
  const privateKey = panel.getByLabel(/^Private key/).first();
  await publicKey.fill("BNcR");
  await panel.getByRole("textbox", { name: /^Contact/ }).fill("push@shop.example");
  await panel.getByRole("button", { name: "Test connection" }).click();
  await expect(panel.getByText(/A VAPID public key has 87/)).toBeVisible();
  await expect(panel.getByText(/Begin with mailto:/)).toBeVisible();
  await expectAccessible(page);

  await panel.getByRole("button", { name: "Generate a key pair" }).click();
  await expect(publicKey).toHaveValue(/^B[\w-]{86}$/);
  await expect(privateKey).toHaveValue(/^[\w-]{43}$/);
  const first = await publicKey.inputValue();
  const other = await privateKey.inputValue();
  await panel.getByRole("button", { name: "Generate a key pair" }).click();
  await expect(publicKey).not.toHaveValue(first);
  const pair = { publicKey: await publicKey.inputValue(), privateKey: await privateKey.inputValue() };
  await panel.getByRole("textbox", { name: /^Contact/ }).fill("mailto:push@shop.example");
  await privateKey.fill(other);
  await panel.getByRole("button", { name: button, exact: true }).click();
  await expect(panel.getByText(/The private key is not that of the public key/)).toBeVisible();
  await privateKey.fill(pair.privateKey);
  await panel.getByRole("button", { name: "Test connection" }).click();
  await expect(panel.getByText("The keys belong together.", { exact: false })).toBeVisible();
  await panel.getByRole("button", { name: button, exact: true }).click();
  await expect(panel).toBeHidden();
  await openConnection(page, nickname);
  await expect(page.getByRole("definition").filter({ hasText: pair.publicKey })).toBeVisible();
  await expect(
    page.getByRole("definition").filter({ hasText: `••••${pair.privateKey.slice(-4)}` }),
  ).toBeVisible();
  expect(await page.content()).not.toContain(pair.privateKey);
  await expectAccessible(page);

  const { id, host } = await accountOf(page, nickname);
  const subscription = await (await fetch(`${host}/subscription/browser-of-the-story`)).json();
  const access: PartnerAccess = {
    settings: { publicKey: pair.publicKey, subject: "mailto:push@shop.example", region: "sandbox" },
    secrets: { privateKey: pair.privateKey },
    baseUrl: host,
    http,
  };
  const payload = JSON.stringify({ title: "Back in stock", body: "Sneakers in 42", messageId: "m-1" });
  expect(await sendPush(subscription, payload, { ttlS: 60 }, access)).toMatchObject({ outcome: "sent" });
  await page.goto(`/sandbox?connection=${id}`);
  await page.getByRole("row", { name: /browser-of-the-story/ }).click();
  await expect(page.getByRole("dialog", { name: "Back in stock" })).toContainText("Sneakers in 42");
  await expectAccessible(page);
});

test("a person's page lists the devices that their calls told, without their tokens", async ({
  adminPage: page,
}) => {
  const made = await page.request.post("/api/v1/sources", {
    data: { name: unique("Shop"), platform: "android" },
  });
  expect(made.status()).toBe(201);
  const { writeKey } = await made.json();
  const userId = unique("rider").replaceAll(" ", "-");
  const token = `a-long-token-of-${userId}`;
  const send = async (context: object) => {
    const answer = await fetch(`${baseUrl}/v1/track`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        authorization: `Basic ${Buffer.from(`${writeKey.key}:`).toString("base64")}`,
      },
      body: JSON.stringify({ userId, event: "Opened", context }),
    });
    expect(answer.status).toBe(200);
  };
  await send({ device: { type: "Android", token } });
  const keys = {
    p256dh: Buffer.from([4, ...new Array(64).fill(7)]).toString("base64url"),
    auth: Buffer.from(new Array(16).fill(9)).toString("base64url"),
  };
  await send({ webPush: { endpoint: "https://updates.push.services.mozilla.com/wpush/v2/story", keys } });
  const found = await page.request.get(`/api/v1/people?${new URLSearchParams({ search: userId })}`);
  const { items } = await found.json();
  await page.goto(`/people/${items[0].id}`);
  const devices = page.getByRole("region", { name: "Devices" });
  await expect(devices.getByRole("listitem")).toHaveCount(2);
  await expect(devices.getByText(/Android/)).toContainText(`••••${token.slice(-6)}`);
  await expect(devices.getByText(/Browser/)).toContainText("updates.push.services.mozilla.com");
  expect(await devices.textContent()).not.toContain(token);
  await expectAccessible(page);
});
