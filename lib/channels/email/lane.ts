import type { JsonObject } from "../../kernel/json.ts";
import type { EncodedRecord, PartnerAccess, RecordTexts, SendAnswer } from "../../partners/connector.ts";
import { smtpKit } from "../../partners/smtp/kit.ts";
import { sendMails } from "../../partners/smtp/send-mails.ts";
import type { ChannelLane, Recipient } from "../channel.ts";
import { parseObject } from "../parse-object.ts";
import type { EmailContent } from "./content.ts";
import { headersOf, type MailRecord, mailRecord, messageIdOf, mimeOf } from "./mime.ts";

const { limits } = smtpKit;

function encode(message: JsonObject, { messageId, timestamp }: Recipient): EncodedRecord {
  const text = JSON.stringify({ messageId, date: timestamp, ...message });
  const bytes = Buffer.byteLength(text);
  if (bytes <= limits.recordBytes) {
    return { text, bytes };
  }
  const reason = `A mail may be up to ${limits.recordBytes / 1_000} KB; this one is ${(bytes / 1_000).toFixed(1)} KB.`;
  return { text, bytes, problem: { code: "too_large", reason } };
}

function mailOf(text: string): MailRecord {
  return mailRecord.parse(parseObject(text));
}

async function send(
  { repeats }: EmailContent,
  records: RecordTexts,
  access: PartnerAccess,
  signal?: AbortSignal,
): Promise<SendAnswer> {
  const mails = Array.from({ length: records.count }, (_, index) => mailOf(records.at(index)));
  const wires = mails.map(async (mail) => ({
    from: mail.from.address,
    to: mail.to,
    mime: await mimeOf(mail),
  }));
  return sendMails(await Promise.all(wires), access, { repeats, signal });
}

/** One mail for each person, several one after the other through one session. */
export function emailLane(content: EmailContent): ChannelLane {
  return {
    limits,
    envelopeBytes: 0,
    encode,
    send: (records, access, signal) => send(content, records, access, signal),
    show: (texts, { baseUrl }) => {
      const mail = mailOf(texts[0] ?? "");
      const { from, replyTo } = mail;
      return {
        method: "SMTP",
        url: baseUrl,
        headers: {
          From: from.name === "" ? from.address : `${from.name} <${from.address}>`,
          To: mail.to,
          ...(replyTo !== undefined && { "Reply-To": replyTo }),
          Subject: mail.subject,
          "Message-ID": messageIdOf(mail),
          ...headersOf(mail),
        },
        body: mail.html,
      };
    },
  };
}
