import { campaignChannelMessages as channels } from "@/lib/messages/campaign-channels.ts";

const { email, push, webhook, segment, eventbridge, pairs, attributes } = channels;

/** Fields of all channels' contents by their path; a name means the same in each. */
const labels: Record<string, string> = {
  subject: email.subject,
  preheader: email.preheader,
  html: email.html,
  text: email.text,
  fromName: email.fromName,
  fromAddress: email.fromAddress,
  replyTo: email.replyTo,
  platforms: push.platforms,
  title: push.title,
  body: push.body,
  image: push.image,
  action: push.action,
  ttlS: push.ttl,
  tag: push.tag,
  event: segment.event,
  identifiers: eventbridge.identifiers,
  "attributes.names": attributes.names,
  url: webhook.url,
  headers: webhook.headers,
  "auth.user": webhook.user,
  "auth.password": webhook.password,
  "body.kind": webhook.body,
  "body.text": webhook.bodyText,
};

type Rows = { [name: string]: string | undefined }[];
type Content = { keyValues?: Rows; headers?: Rows; body?: { fields?: Rows } };

/** Fields that there are several of: a value is called by its name, where it has one. */
const rows: [RegExp, (place: number, field: string, content: Content) => string][] = [
  [
    /^keyValues\.(\d+)\.(\w+)$/,
    (place, field, { keyValues }) =>
      field === "key" ? pairs.key(place + 1) : keyValues?.[place]?.key || pairs.value(place + 1),
  ],
  [
    /^headers\.(\d+)\.(\w+)$/,
    (place, field, { headers }) =>
      field === "name"
        ? webhook.headerName(place + 1)
        : headers?.[place]?.name || webhook.headerValue(place + 1),
  ],
  [
    /^body\.fields\.(\d+)\.(\w+)$/,
    (place, field, { body }) =>
      field === "key"
        ? webhook.fieldKey(place + 1)
        : body?.fields?.[place]?.key || webhook.fieldValue(place + 1),
  ],
];

function labelOf(path: string, content: Content): string | undefined {
  for (const [pattern, label] of rows) {
    const [, place, field] = pattern.exec(path) ?? [];
    if (place !== undefined && field !== undefined) {
      return label(Number(place), field, content);
    }
  }
  return Object.hasOwn(labels, path) ? labels[path] : undefined;
}

/** A problem behind the name of its field, unless it says it itself. */
export function named(label: string | undefined, message: string): string {
  if (label === undefined || message.toLowerCase().includes(label.toLowerCase())) {
    return message;
  }
  return `${label}: ${message === "Fill this in" ? "fill this in" : message}`;
}

/**
 * What a problem of a content says where it stands away from its field: which one, and what of it. `settings`: the draft's
 * whose `content` it is about.
 */
export function problemText(
  { path, message }: { path: string; message: string },
  settings?: unknown,
): string {
  const field = path.match(/(?:^|\.)content\.(.+)$/)?.[1]?.replace(/\[(\d+)\]/g, ".$1");
  const { content } = (settings ?? {}) as { content?: Content | null };
  return named(field === undefined ? undefined : labelOf(field, content ?? {}), message);
}
