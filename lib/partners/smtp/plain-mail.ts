import MailComposer from "nodemailer/lib/mail-composer";
import type { PartnerAccess, SendAnswer } from "../connector.ts";
import { sendMails } from "./send-mails.ts";

/** A mail from Junction itself to a member: text only, nothing to unsubscribe from. */
export type PlainMail = { to: string; subject: string; text: string; messageId: string };

/** Sends one through a mail server's account, from its own address, at least once. Never throws for what the server says. */
export async function sendPlainMail(access: PartnerAccess, mail: PlainMail): Promise<SendAnswer> {
  const address = access.settings.fromAddress ?? "";
  const composer = new MailComposer({
    from: { name: access.settings.fromName ?? "", address },
    to: { name: "", address: mail.to },
    subject: mail.subject,
    text: mail.text,
    messageId: `<${mail.messageId}@${address.split("@")[1] ?? "junction.local"}>`,
    headers: { "Auto-Submitted": "auto-generated" },
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const mime = await composer.compile().build();
  return sendMails([{ from: address, to: mail.to, mime }], access, { repeats: "at_least_once" });
}
