import { createHash } from "node:crypto";
import MailComposer from "nodemailer/lib/mail-composer";
import { z } from "zod";

/** A mail as it is kept between being made and being sent. */
export const mailRecord = z.object({
  messageId: z.string(),
  date: z.string(),
  from: z.object({ name: z.string(), address: z.string() }),
  replyTo: z.string().optional(),
  to: z.string(),
  subject: z.string(),
  unsubscribe: z.string(),
  html: z.string(),
  text: z.string(),
});
export type MailRecord = z.output<typeof mailRecord>;

/** The Message-ID: the same for the same message, so that a second copy is known as one (RFC 5322, 3.6.4). */
export function messageIdOf({ messageId, from }: Pick<MailRecord, "messageId" | "from">): string {
  const left = messageId.replace(/[^A-Za-z0-9._-]/g, (sign) => `=${Buffer.from(sign).toString("hex")}`);
  const dotted = left.replace(/^\.+|\.+$/g, "").replace(/\.{2,}/g, ".");
  return `<${dotted}@${from.address.split("@")[1] ?? "junction.local"}>`;
}

/** Headers beside those that every mail has. One-click: RFC 8058. */
export function headersOf({ unsubscribe }: Pick<MailRecord, "unsubscribe">): Record<string, string> {
  return {
    "List-Unsubscribe": `<${unsubscribe}>`,
    "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
  };
}

/** The bytes of a mail: text and HTML, either of which says all. The same mail has the same bytes. */
export function mimeOf(mail: MailRecord): Promise<Buffer> {
  const composer = new MailComposer({
    from: mail.from,
    to: { name: "", address: mail.to },
    ...(mail.replyTo !== undefined && { replyTo: { name: "", address: mail.replyTo } }),
    subject: mail.subject,
    messageId: messageIdOf(mail),
    date: new Date(mail.date),
    headers: headersOf(mail),
    html: mail.html,
    text: mail.text,
    baseBoundary: createHash("sha256").update(mail.messageId).digest("hex").slice(0, 24),
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return new Promise((resolve, reject) => {
    composer.compile().build((error, mime) => {
      if (error) {
        reject(error);
      } else {
        resolve(mime);
      }
    });
  });
}
