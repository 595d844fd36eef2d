import { channelKit, type TemplateSpot } from "../kit.ts";
import { blankEmail, type EmailContent, emailContent, emailDraft } from "./content.ts";

/** Every text that may hold Liquid; one that is empty is there all the same, so that each keeps its place. */
export function emailSpots({ subject, preheader, fromName, html, text }: EmailContent): TemplateSpot[] {
  return [
    { path: "subject", label: "Subject", text: subject, context: "text" },
    { path: "preheader", label: "Preheader", text: preheader, context: "text" },
    { path: "fromName", label: "From name", text: fromName, context: "text" },
    { path: "html", label: "HTML", text: html, context: "html" },
    { path: "text", label: "Text", text, context: "text" },
  ];
}

export const emailChannelKit = channelKit({
  id: "email",
  label: "E-mail",
  description:
    "Sends an e-mail to each person through a mail server of yours, with Liquid in all of its texts, and tells who opened it and what they clicked.",
  partners: ["smtp"],
  draft: emailDraft,
  content: emailContent,
  blank: blankEmail,
  templates: emailSpots,
  repeats: "chosen",
  qualifications: ["past", "list", "live", "external"],
  tracks: true,
  optOut: true,
  sentEvent: "Notification Sent",
  reportWords: { sent: "E-mails sent", failed: "Errors" },
});
