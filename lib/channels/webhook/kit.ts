import { channelKit, type TemplateSpot } from "../kit.ts";
import { blankWebhook, newWebhookContent, type WebhookContent, webhookDraft } from "./content.ts";
import { originOf } from "./url.ts";

/** The key under which the lane finds the password of Basic authentication. */
export const PASSWORD = "password";

/** The key under which it finds the value of a secret header. */
export function headerSecret(name: string): string {
  return `header ${name.toLowerCase()}`;
}

export function webhookSpots({ url, headers, body }: WebhookContent): TemplateSpot[] {
  const bodySpots: TemplateSpot[] =
    body.kind === "json"
      ? [{ path: "body.text", label: "Body", text: body.text, context: "json" }]
      : body.kind === "form"
        ? body.fields.map(({ key, value }, index) => ({
            path: `body.fields.${index}.value`,
            label: key === "" ? `Field ${index + 1}` : key,
            text: value,
            context: "text",
          }))
        : [];
  return [
    { path: "url", label: "URL", text: url, context: "url" },
    ...headers.map(
      ({ name, value }, index): TemplateSpot => ({
        path: `headers.${index}.value`,
        label: name === "" ? `Header ${index + 1}` : name,
        text: value,
        context: "text",
      }),
    ),
    ...bodySpots,
  ];
}

export const webhookChannelKit = channelKit({
  id: "webhook",
  label: "Webhook",
  description:
    "Calls an address of yours for each person: your method, headers and body, with Liquid in them.",
  partners: [],
  draft: webhookDraft,
  content: newWebhookContent,
  blank: blankWebhook,
  templates: webhookSpots,
  secrets: ({ auth, headers }) => [
    ...(auth.kind === "basic" ? [{ key: PASSWORD, path: "auth.password", label: "Password" }] : []),
    ...headers.flatMap(({ name, isSecret }, index) =>
      isSecret ? [{ key: headerSecret(name), path: `headers.${index}.value`, label: name }] : [],
    ),
  ],
  secretsGoTo: ({ url }) => originOf(url),
  repeats: "chosen",
  qualifications: ["past", "list", "live", "external"],
  sentEvent: "Webhook Delivered",
  refusedAs: "webhook_failed",
  reportWords: { sent: "Webhooks delivered", failed: "Errors" },
});
