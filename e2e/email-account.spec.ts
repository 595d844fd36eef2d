import { createConnection } from "node:net";
import { expectAccessible } from "./fixtures/axe.ts";
import { expect, test } from "./fixtures/test.ts";

/** Sends one mail by hand, a line at a time, as a client of the sandbox's mail server does. */
async function sendMail(host: string, user: string, lines: string[]): Promise<void> {
  const { hostname, port } = new URL(host);
  const login = Buffer.from(`\0${user}\0story-password`).toString("base64");
  const commands = [
    "EHLO story.example",
    `AUTH PLAIN ${login}`,
    "MAIL FROM:<news@shop.example>",
    "RCPT TO:<asha@example.com>",
    "DATA",
    [...lines, "."].join("\r\n"),
    "QUIT",
  ];
  const socket = createConnection({ host: hostname, port: Number(port) });
  let said = "";
  for await (const piece of socket) {
    said += piece;
    if (/^[45]\d\d /m.test(said)) {
      throw new Error(said);
    }
    // A reply is whole with its last line, which has a space behind the status.
    if (/^\d{3} .*\r\n$/m.test(said)) {
      said = "";
      const command = commands.shift();
      if (command === undefined) {
        break;
      }
      socket.write(`${command}\r\n`);
    }
  }
}

test("the sandbox's mail account is connected in the browser, and what comes is shown as its reader sees it", async ({
  adminPage: page,
}) => {
  const user = `story-${Date.now()}`;
  await page.goto("/settings/integrations");
  await page.getByRole("button", { name: "Connect E-mail (SMTP)", exact: true }).click();
  const panel = page.getByRole("dialog", { name: /^Connect / });
  await panel.getByRole("textbox", { name: /^Integration Name/ }).fill("Story of e-mail");
  await expect(panel.getByRole("textbox", { name: /^Host/ })).toBeVisible();
  await panel
    .getByLabel(/^Server/)
    .first()
    .click();
  await page.getByRole("option", { name: /Sandbox/ }).click();
  await expect(panel.getByRole("textbox", { name: /^Host/ })).toBeHidden();
  await panel.getByRole("textbox", { name: /^User name/ }).fill(user);
  await panel.getByLabel(/^Password/).fill("refused-password");
  await panel.getByRole("textbox", { name: /^From name/ }).fill("Acme Shop");
  await panel.getByRole("textbox", { name: /^From address/ }).fill("nobody");
  await panel.getByRole("button", { name: "Connect E-mail (SMTP)", exact: true }).click();
  await expect(panel.getByText("Write an address like")).toBeVisible();
  await expectAccessible(page);

  await panel.getByRole("textbox", { name: /^From address/ }).fill("news@shop.example");
  await panel.getByRole("button", { name: "Test connection" }).click();
  await expect(panel.getByText(/does not accept the user name and password/).first()).toBeVisible();
  await panel.getByLabel(/^Password/).fill("story-password");
  await panel.getByRole("button", { name: "Test connection" }).click();
  await expect(panel.getByText("The test call was accepted")).toBeVisible();
  await panel.getByRole("button", { name: "Connect E-mail (SMTP)", exact: true }).click();
  await expect(panel).toBeHidden();
  const row = page.getByRole("row", { name: /Story of e-mail/ });
  await expect(row).toContainText("Connected");

  const { items } = await (await page.request.get("/api/v1/sandbox/accounts")).json();
  const account = items.find((item: { nickname: string }) => item.nickname === "Story of e-mail");
  await sendMail(account.host, user, [
    "From: Acme Shop <news@shop.example>",
    "To: asha@example.com",
    "Subject: Your order is on its way",
    "Message-ID: <story-1@shop.example>",
    "List-Unsubscribe: <https://shop.example/unsubscribe/1>",
    "Content-Type: text/html; charset=utf-8",
    "",
    '<h1>Hello Asha</h1><script>document.body.textContent = "a script ran"</script><p>It comes tomorrow.</p>',
  ]);
  await page.goto(`/sandbox?connection=${account.id}`);
  await page.getByRole("row", { name: /Your order is on its way/ }).click();
  const drawer = page.getByRole("dialog", { name: "Your order is on its way" });
  await expect(drawer).toContainText("Acme Shop <news@shop.example>");
  const mail = drawer.frameLocator("iframe");
  await expect(mail.getByRole("heading", { name: "Hello Asha" })).toBeVisible();
  await expect(mail.getByText("It comes tomorrow.")).toBeVisible();
  await expectAccessible(page);
  await drawer.getByText("Headers", { exact: true }).click();
  await expect(drawer).toContainText("https://shop.example/unsubscribe/1");
});
