import { randomUUID } from "node:crypto";
import type { Page } from "@playwright/test";
import { orderText } from "../lib/testing/order-text.ts";
import { testServiceAccount } from "../lib/testing/service-account.ts";
import { unique } from "./fixtures/audiences.ts";
import { expectAccessible } from "./fixtures/axe.ts";
import {
  beginCampaign,
  chooseAccount,
  connectPartner,
  holdNobodyBack,
  openMessage,
  openReceived,
  publishHere,
  server,
} from "./fixtures/campaign-pages.ts";
import { baseUrl } from "./fixtures/installation.ts";
import { figure, rowOf } from "./fixtures/segments.ts";
import { expect, test } from "./fixtures/test.ts";

test.describe.configure({ timeout: 240_000 });

const productDetails = [
  {
    ...{ productName: "Boots", productID: "P-1", imageURL: "https://shop.example/boots.png" },
    pricingDetails: [{ name: "Cost", value: "90.00" }, { name: "Shipping Fee" }],
  },
  { productName: "Socks", pricingDetails: [] },
];

/** A campaign that calls set off, made in the browser; says the Campaign ID that it got. */
async function publishTriggered(
  page: Page,
  channel: string,
  account: { partner: string; nickname: string } | null,
  fields: Record<string, string>,
): Promise<{ id: string; number: string }> {
  const { id } = await beginCampaign(page, channel, "Order confirmation");
  await page.getByRole("radio", { name: /^External Trigger/ }).click();
  await holdNobodyBack(page);
  const what = await openMessage(page);
  if (channel === "Push") {
    await what.getByRole("checkbox", { name: "Android" }).check();
  }
  for (const [label, text] of Object.entries(fields)) {
    await what.getByRole("textbox", { name: label, exact: true }).fill(text);
  }
  if (account) {
    await chooseAccount(page, account.partner, account.nickname);
  }
  await publishHere(page, "calls to the External Trigger API that name it are answered at once");
  const { number } = await (await page.request.get(`/api/v1/campaigns/${id}`)).json();
  return { id, number };
}

/** What mail programs and readers follow in a mail. */
function linksIn({ html, headers }: { html: string; headers: Record<string, string> }) {
  const address = (what: RegExp) => html.match(what)?.[1]?.replaceAll("&amp;", "&") ?? "";
  return {
    pixel: address(/<img[^>]+src="([^"]+\/t\/o\/[^"]+)"/),
    click: address(/<a[^>]+href="([^"]+\/t\/c\/[^"]+)"/),
    unsubscribe: address(/<a[^>]+href="([^"]+\/unsubscribe\/[^"]+)"/),
    oneClick: Object.entries(headers).find(([name]) => name.toLowerCase() === "list-unsubscribe")?.[1] ?? "",
  };
}

test("one call of a server confirms an order by e-mail, push and webhook, is followed to delivery, and respects who unsubscribed", async ({
  adminPage: page,
}) => {
  const asha = unique("asha").replace(" ", "-");
  const order = `order-of-${asha}`;
  const { batch } = await server(page, "Order story");
  const device = { type: "Android", token: `phone-of-${asha}` };
  const traits = { name: asha, email: `${asha}@example.com` };
  await batch([{ type: "identify", userId: asha, traits, context: { device } }]);
  const mailbox = await connectPartner(page, "smtp", {
    ...{ server: "sandbox", user: asha, password: "story-password" },
    ...{ fromName: "Acme Shop", fromAddress: "news@shop.example" },
  });
  const serviceAccount = testServiceAccount(`shop-${randomUUID().slice(0, 8)}`);
  const phones = await connectPartner(page, "fcm", { serviceAccount, region: "sandbox" });
  const accounts = await (await page.request.get("/api/v1/sandbox/accounts")).json();
  const catcher = accounts.items.find((item: { partner: string }) => item.partner === "webhook");

  const mail = await publishTriggered(
    page,
    "E-mail",
    { partner: "E-mail (SMTP)", nickname: mailbox.nickname },
    {
      Subject: "Your order {{ ExternalTrigger.OrderId }}",
      HTML: `<pre>${orderText}</pre><a href="https://shop.example/orders/{{ ExternalTrigger.OrderId }}">Your order</a>`,
    },
  );
  const push = await publishTriggered(
    page,
    "Push",
    { partner: "Firebase Cloud Messaging", nickname: phones.nickname },
    { Title: "Thank you, {{ Profile.name }}", Body: "We pack {{ ExternalTrigger.OrderId }}." },
  );
  const webhook = await publishTriggered(page, "Webhook", null, {
    URL: `${catcher.address}/confirm`,
    "JSON body": '{ "identity": "{{ Profile.name }}", "order": "{{ ExternalTrigger.OrderId }}" }',
  });

  const made = await page.request.post("/api/v1/api-keys", {
    data: { name: unique("Shop"), role: "marketer" },
  });
  const { secret } = await made.json();
  const call = async (to: object, campaigns: string[]) => {
    const response = await fetch(`${baseUrl}/2/send/externaltrigger.json`, {
      method: "POST",
      headers: { authorization: `Bearer ${secret}`, "content-type": "application/json" },
      body: JSON.stringify({
        to,
        campaign_id_list: campaigns.map(Number),
        ExternalTrigger: { OrderId: order, productDetails },
      }),
    });
    return { status: response.status, said: await response.json() };
  };
  const outcomes = async (receipt: string): Promise<string[]> => {
    const response = await fetch(`${baseUrl}/api/v1/receipts/${receipt}`, {
      headers: { authorization: `Bearer ${secret}` },
    });
    const { recipients } = await response.json();
    return recipients.map((one: Record<string, string | null>) =>
      [one.value === asha ? "asha" : "nobody", one.campaignId, one.status ?? one.code, one.status && one.code]
        .filter(Boolean)
        .join(" "),
    );
  };

  const everyCampaign = [mail.number, push.number, webhook.number];
  const { status, said } = await call({ identity: [asha, `nobody-${asha}`] }, everyCampaign);
  expect([status, said.status]).toEqual([200, "success"]);
  await expect
    .poll(async () => (await outcomes(said.receipt)).sort(), { timeout: 30_000 })
    .toEqual(everyCampaign.flatMap((number) => [`asha ${number} sent`, `nobody ${number} not_found`]).sort());

  const pushed = await openReceived(page, phones.id, asha);
  await expect(pushed).toContainText(`Thank you, ${asha}`);
  await expect(pushed).toContainText(`We pack ${order}.`);
  const caught = await openReceived(page, catcher.id, asha);
  await expect(caught).toContainText(`"${order}"`);
  const received = await openReceived(page, mailbox.id, order);
  await expect(received).toContainText(`Your order ${order}`);
  const text = received.frameLocator("iframe").locator("pre");
  await expect(text).toContainText(`Hey ${asha}\nThank you for shopping with us!`);
  await expect(text).toContainText("Name: Boots\nproductID: P-1\nimageURL: https://shop.example/boots.png");
  await expect(text).toContainText("Cost : 90.00");
  await expect(text).toContainText("Shipping Fee : defaultPriceValue");
  await expect(text).toContainText("Name: Socks\nproductID: defaultProductId\nimageURL: defaultImageUrl");
  await expectAccessible(page);

  const mails = `/api/v1/sandbox/accounts/${mailbox.id}/messages`;
  const [newest] = (await (await page.request.get(mails)).json()).items;
  const { body } = await (await page.request.get(`${mails}/${newest.id}`)).json();
  const links = linksIn(body);
  expect(links.oneClick).toContain(`${baseUrl}/unsubscribe/`);
  const pixel = await page.request.get(links.pixel);
  expect([pixel.status(), pixel.headers()["content-type"]]).toEqual([200, "image/gif"]);
  const clicked = await page.request.get(links.click, { maxRedirects: 0 });
  expect([clicked.status(), clicked.headers().location]).toEqual([
    302,
    `https://shop.example/orders/${order}`,
  ]);
  await page.goto(`/campaigns/${mail.id}`);
  await expect(figure(page, "Viewed")).toHaveText(/^1/);
  await expect(figure(page, "Clicked")).toHaveText(/^1/);

  await page.goto(links.unsubscribe);
  await page.getByRole("button", { name: "Unsubscribe" }).click();
  await expect(page.getByRole("heading", { name: "You are unsubscribed" })).toBeVisible();
  await expectAccessible(page);
  const after = await call({ email: [traits.email] }, [mail.number, push.number]);
  const judged = (number: string, outcome: string) => `nobody ${number} ${outcome}`;
  await expect
    .poll(async () => (await outcomes(after.said.receipt)).sort(), { timeout: 30_000 })
    .toEqual([judged(mail.number, "held unsubscribed"), judged(push.number, "sent")].sort());

  await page.goto(`/campaigns/${mail.id}?tab=trigger`);
  const calls = page.getByRole("table", { name: "Calls" }).getByRole("row");
  await expect(calls).toHaveCount(3);
  await calls.nth(1).getByRole("cell").first().click();
  const detail = page.getByRole("dialog", { name: "Call" });
  await expect(rowOf(page, "Recipients", traits.email)).toContainText(
    "The person unsubscribed from this channel.",
  );
  await page.keyboard.press("Escape");
  await expect(detail).toBeHidden();
  await page.getByRole("radiogroup", { name: "Which calls" }).getByText("With refused").click();
  await expect(calls).toHaveCount(2);
  await calls.nth(1).getByRole("cell").first().click();
  await expect(rowOf(page, "Recipients", `nobody-${asha}`)).toContainText("Refused");
  await expect(detail).toContainText("Boots");
  await expectAccessible(page);

  await page.keyboard.press("Escape");
  await call({ identity: [`stranger-${asha}`] }, [mail.number]);
  await expect(calls).toHaveCount(3);
  await expect(calls.nth(1)).toContainText("200 nobody queued");
  await expect(calls.nth(2)).toContainText("200 accepted");
});
