import type { JsonObject } from "../../kernel/json.ts";
import type { Reason } from "../channel.ts";
import type { WebhookContent } from "./content.ts";
import { dotParts } from "./url.ts";

/** What a header may hold on the wire: visible ASCII, spaces and Latin-1; a line break would begin another header. */
export function isHeaderValue(value: string): boolean {
  return /^[\t\x20-\x7e\x80-\xff]*$/.test(value);
}

type Body = { contentType: string; body: string };
type Made<Thing> = { made: Thing; skipped?: undefined } | { skipped: Reason; made?: undefined };

function bodyOf(body: WebhookContent["body"], texts: string[]): Made<Body | null> {
  if (body.kind === "none") {
    return { made: null };
  }
  if (body.kind === "form") {
    const pairs = body.fields.map(({ key }, index) => [key, texts[index] ?? ""]);
    const contentType = "application/x-www-form-urlencoded";
    return { made: { contentType, body: new URLSearchParams(pairs).toString() } };
  }
  const [text = ""] = texts;
  try {
    JSON.parse(text);
  } catch (error) {
    const said = error instanceof Error ? error.message.slice(0, 200) : "";
    const reason = `The body is no JSON for this person: ${said}. A text stands in quotes, or ends with | json; a list stands without quotes.`;
    return { skipped: { code: "invalid_json", reason } };
  }
  return { made: { contentType: "application/json", body: text } };
}

function headersOf({ headers }: WebhookContent, texts: string[]): Made<[string, string][]> {
  const made: [string, string][] = [];
  for (const [index, { name, isSecret }] of headers.entries()) {
    const value = (texts[index] ?? "").trim();
    if (!isHeaderValue(value)) {
      const reason = `The header ${name} would hold what a header cannot: a line break, or a character outside of Latin-1.`;
      return { skipped: { code: "invalid_header", reason } };
    }
    if (!isSecret) {
      made.push([name.toLowerCase(), value]);
    }
  }
  return { made };
}

/**
 * The request of one person, of texts in the order of the content's spots: address, headers, body. Its address is of `origin`,
 * whatever the person's values are.
 */
export function requestOf(content: WebhookContent, texts: string[], origin: string | null): Made<JsonObject> {
  const [url = "", ...rest] = texts;
  if (!URL.canParse(url) || new URL(url).origin !== origin) {
    const reason = "For this person the address is not one of the host that was chosen.";
    return { skipped: { code: "invalid_url", reason } };
  }
  // "/users/../delete" is "/delete", however it is encoded: what a value is must not choose what is called.
  if (dotParts(url) !== dotParts(content.url)) {
    const reason =
      "For this person a part of the address's path is dots alone, which would lead to another path.";
    return { skipped: { code: "invalid_url", reason } };
  }
  const headers = headersOf(content, rest);
  const body = bodyOf(content.body, rest.slice(content.headers.length));
  if (headers.skipped || body.skipped) {
    return { skipped: (headers.skipped ?? body.skipped) as Reason };
  }
  const named = body.made ? [["content-type", body.made.contentType] as const] : [];
  return {
    made: {
      method: content.method,
      url: new URL(url).href,
      headers: Object.fromEntries([...named, ...headers.made]),
      ...(body.made && { body: body.made.body }),
    },
  };
}
