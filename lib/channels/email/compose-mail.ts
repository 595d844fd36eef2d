import { escapeHtml } from "../../kernel/escape-html.ts";
import type { JsonObject } from "../../kernel/json.ts";
import { isMailAddress } from "../../partners/smtp/problems.ts";
import type { Reason, Recipient } from "../channel.ts";
import type { Links } from "../links.ts";
import type { EmailContent } from "./content.ts";
import { finishHtml } from "./finish-html.ts";
import { readHtml } from "./read-html.ts";

/** The sender of a content: its own words, else the connection's. */
export type Sender = { name: string; address: string; replyTo: string };

export function senderOf(content: EmailContent, settings: Record<string, string>): Sender {
  return {
    name: settings.fromName ?? "",
    address: content.fromAddress || (settings.fromAddress ?? ""),
    replyTo: content.replyTo || (settings.replyTo ?? ""),
  };
}

/** A line of a mail has at most 998 characters (RFC 5322, 2.1.1), and a word without a space is one line. */
const MAX_HEADER = 900;

/** A text that stands in a header: a line break would begin another one, and one that is too long is cut. */
export function headerText(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be in a header
  const line = text.replace(/[\u0000-\u001f\u007f\u2028\u2029]+/g, " ").trim();
  return line.length <= MAX_HEADER
    ? line
    : `${line.slice(0, MAX_HEADER - 1).replace(/[\ud800-\udbff]$/, "")}…`;
}

/** Hidden in the mail, and filled up so that a mail program shows nothing of the mail's beginning behind it. */
function preheaderOf(text: string): string {
  if (text === "") {
    return "";
  }
  const style = "display:none;max-height:0;max-width:0;overflow:hidden;opacity:0;mso-hide:all";
  return `<div style="${style}">${escapeHtml(text)}${"&#847;&zwnj;&nbsp;".repeat(30)}</div>`;
}

function footerOf(unsubscribe: string): string {
  const style = "margin:24px 0 8px;text-align:center;font:12px/18px sans-serif;color:#6b7280";
  return `<p style="${style}"><a href="${unsubscribe}" style="color:#6b7280">Unsubscribe</a></p>`;
}

function pixelOf(address: string): string {
  return `<img src="${address}" width="1" height="1" alt="" style="display:block;width:1px;height:1px;border:0">`;
}

type Made = { message: JsonObject; skipped?: undefined } | { skipped: Reason; message?: undefined };

function skip(code: string, reason: string): Made {
  return { skipped: { code, reason } };
}

/** The parts of a mail of texts in the order of the content's spots. Pure. */
export function composeMail(
  content: EmailContent,
  recipient: Recipient,
  { sender, texts, links }: { sender: Sender; texts: string[]; links: Links },
): Made {
  const [subject = "", preheader = "", fromName = "", html = "", text = ""] = texts;
  const to = recipient.ids.email?.trim() ?? "";
  if (!isMailAddress(to)) {
    return skip(
      "invalid_email",
      "What is known as this person's e-mail address is none that a mail can be sent to.",
    );
  }
  if (!isMailAddress(sender.address)) {
    return skip(
      "no_from_address",
      "The mail has no from address: neither the content nor the connection names one.",
    );
  }
  const title = headerText(subject);
  if (title === "") {
    return skip("empty_subject", "The subject is empty for this person.");
  }
  const unsubscribe = links.unsubscribe(recipient);
  const read = readHtml(html);
  const isPlaced = html.includes(unsubscribe);
  const plain = text.trim() === "" ? read.text : text;
  const finished = finishHtml(html, read, {
    preheader: preheaderOf(headerText(preheader)),
    linkTo: content.trackClicks ? (url) => (url === unsubscribe ? url : links.click(recipient, url)) : null,
    end: `${isPlaced ? "" : footerOf(unsubscribe)}${content.trackOpens ? pixelOf(links.open(recipient)) : ""}`,
  });
  return {
    message: {
      from: { name: headerText(fromName) || sender.name, address: sender.address },
      ...(sender.replyTo !== "" && { replyTo: sender.replyTo }),
      to,
      subject: title,
      unsubscribe,
      html: finished,
      text: plain.includes(unsubscribe) ? plain : `${plain}\n\nUnsubscribe: ${unsubscribe}\n`,
    },
  };
}
