import { z } from "zod";
import { addressProblem } from "../../partners/smtp/problems.ts";

const address = z.string().trim().max(254, "At most 254 characters");

export const emailDraft = z.object({
  subject: z.string().trim().max(500, "At most 500 characters"),
  /** What mail programs show behind the subject; empty: the first words of the mail. */
  preheader: z.string().trim().max(250, "At most 250 characters"),
  html: z.string().max(200_000, "At most 200,000 characters"),
  /** For those who read no HTML; empty: made from it. */
  text: z.string().max(100_000, "At most 100,000 characters"),
  /** Instead of the connection's; empty: the connection's. */
  fromName: z.string().trim().max(120, "At most 120 characters"),
  fromAddress: address,
  replyTo: address,
  /** What happens when the connection broke and nobody knows whether the mail was taken. */
  repeats: z.enum(["at_least_once", "at_most_once"]),
  trackOpens: z.boolean(),
  trackClicks: z.boolean(),
});
export type EmailContent = z.output<typeof emailDraft>;

export const emailContent = emailDraft.superRefine(({ subject, html, fromAddress, replyTo }, context) => {
  const say = (path: string, message: string | null) => {
    if (message !== null) {
      context.addIssue({ code: "custom", path: [path], message });
    }
  };
  say("subject", subject === "" ? "Fill this in" : null);
  say("html", html.trim() === "" ? "Fill this in" : null);
  say("fromAddress", fromAddress === "" ? null : addressProblem(fromAddress));
  say("replyTo", replyTo === "" ? null : addressProblem(replyTo));
});

export const blankEmail: EmailContent = {
  subject: "",
  preheader: "",
  html: "",
  text: "",
  fromName: "",
  fromAddress: "",
  replyTo: "",
  repeats: "at_least_once",
  trackOpens: true,
  trackClicks: true,
};
