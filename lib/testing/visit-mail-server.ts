import { httpClient } from "../http/http-client.ts";
import type { PartnerAccess } from "../partners/connector.ts";
import { smtpConnector } from "../partners/smtp/connector.ts";
import { sendMails } from "../partners/smtp/send-mails.ts";

// A process of its own, because Node reads once, as it begins, whom NODE_EXTRA_CA_CERTS trusts: `… <port> <security>`.
const [port = "", security = "tls"] = process.argv.slice(2);
const access: PartnerAccess = {
  settings: { server: "own", security, user: "junction", fromAddress: "news@example.com" },
  secrets: { password: "secret" },
  baseUrl: `${security === "tls" ? "smtps" : "smtp"}://localhost:${port}`,
  http: httpClient({ allowPrivateHosts: ["127.0.0.1", "::1", "localhost"] }),
};
const mime = Buffer.from("Subject: Hi\r\n\r\nHello\r\n");
const verified = await smtpConnector.verify(access);
const sent = await sendMails([{ from: "news@example.com", to: "asha@example.com", mime }], access, {
  repeats: "at_least_once",
});
process.stdout.write(JSON.stringify({ verified, sent }), () => process.exit(0));
