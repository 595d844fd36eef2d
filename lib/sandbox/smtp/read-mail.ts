import { randomUUID } from "node:crypto";
import PostalMime, { type Address } from "postal-mime";
import type { JsonObject } from "../../kernel/json.ts";
import type { SandboxRecord } from "../kit.ts";
import { storableJson, storableText } from "../storable.ts";

function addressText(address: Address | undefined): string {
  if (!address) {
    return "";
  }
  const { name, address: mailbox = "" } = address;
  return name ? `${name} <${mailbox}>` : mailbox;
}

/** A mail as it is kept and shown: whom it is from and to by its own headers and by the envelope, and what it says. */
export async function readMail(
  mime: Buffer,
  envelope: { from: string; to: string[] },
): Promise<SandboxRecord> {
  const mail = await PostalMime.parse(mime);
  const headers: JsonObject = {};
  for (const { originalKey, value } of mail.headers) {
    headers[originalKey] = value;
  }
  const body: JsonObject = {
    from: addressText(mail.from),
    to: (mail.to ?? []).map(addressText).join(", "),
    ...(mail.replyTo && { replyTo: mail.replyTo.map(addressText).join(", ") }),
    subject: mail.subject ?? "",
    envelope,
    headers,
    html: mail.html ?? null,
    text: mail.text ?? null,
  };
  const id = (mail.messageId ?? "").replace(/^<|>$/g, "").trim();
  const messageId = id === "" ? `sandbox-${randomUUID()}` : storableText(id).slice(0, 300);
  return { messageId, body: storableJson(body), problem: null };
}
