import { createHmac, timingSafeEqual } from "node:crypto";
import type { SecretBox } from "../access/secret-box.ts";
import { isChannelId } from "../channels/catalog.ts";
import type { Recipient } from "../channels/channel.ts";
import type { Links } from "../channels/links.ts";
import type { Ctx } from "../context.ts";
import { Fault } from "../kernel/fault.ts";
import type { MessageOrigin } from "./origin.ts";

const purposes = ["open", "click", "unsubscribe"] as const;
export type LinkPurpose = (typeof purposes)[number];
const kinds = ["campaign", "journey"] as const;

/** What a link says, and nobody but Junction can have written. */
export type Link = {
  purpose: LinkPurpose;
  of: MessageOrigin;
  personId: string;
  messageId: string;
  /** Where a click leads: http or https. */
  url: string | null;
};

/** 128 bits of HMAC-SHA-256. */
const MAC_BYTES = 16;
/** A longer address stays as it is: mail programs and proxies cut links that are too long. */
const MAX_URL = 1_500;
const MAX_TOKEN = 4_000;

/** The key of links, from JUNCTION_SECRET. */
export function linkKey(secrets: Pick<SecretBox, "derive">): string {
  return secrets.derive("message links v1");
}

function uuidBytes(id: string): Buffer {
  return Buffer.from(id.replaceAll("-", ""), "hex");
}

function shortText(text: string): Buffer {
  const bytes = Buffer.from(text);
  if (bytes.length > 255) {
    throw new Fault("invalid", "An id in a link has at most 255 bytes.");
  }
  return Buffer.concat([Buffer.from([bytes.length]), bytes]);
}

function macOf(key: string, payload: Buffer): Buffer {
  return createHmac("sha256", key).update(payload).digest().subarray(0, MAC_BYTES);
}

/**
 * Makes the links of the messages of one campaign or journey. A token holds who and what, signed, so that nothing has to be
 * kept for it, and a link leads nowhere but where a message of ours said.
 */
export function linkMaker({ baseUrl, key, of }: { baseUrl: string; key: string; of: MessageOrigin }): Links {
  const origin = Buffer.concat([
    uuidBytes(of.workspaceId),
    Buffer.from([kinds.indexOf(of.kind)]),
    uuidBytes(of.id),
    shortText(of.channel),
    shortText(of.reference),
  ]);
  const tokenOf = (purpose: LinkPurpose, { personId, messageId }: Recipient, url = "") => {
    const payload = Buffer.concat([
      Buffer.from([purposes.indexOf(purpose)]),
      origin,
      uuidBytes(personId),
      shortText(messageId),
      Buffer.from(url),
    ]);
    return Buffer.concat([macOf(key, payload), payload]).toString("base64url");
  };
  return {
    open: (recipient) => `${baseUrl}/t/o/${tokenOf("open", recipient)}`,
    click: (recipient, url) =>
      url.length > MAX_URL ? url : `${baseUrl}/t/c/${tokenOf("click", recipient, url)}`,
    unsubscribe: (recipient) => `${baseUrl}/unsubscribe/${tokenOf("unsubscribe", recipient)}`,
  };
}

/** The links of whoever sends messages here. Throws `precondition` where nobody knows the address of this installation. */
export function linksOf(ctx: Pick<Ctx, "secrets" | "url">, of: MessageOrigin): Links {
  if (!ctx.url) {
    throw new Fault("precondition", "Links need the address of this installation; set JUNCTION_URL.");
  }
  return linkMaker({ baseUrl: ctx.url, key: linkKey(ctx.secrets), of });
}

/** Reads one part after the other. */
function reader(bytes: Buffer) {
  let at = 0;
  const take = (count: number): Buffer => {
    if (at + count > bytes.length) {
      throw new RangeError("The token ends too early.");
    }
    at += count;
    return bytes.subarray(at - count, at);
  };
  return {
    byte: () => take(1)[0] ?? 0,
    uuid: () =>
      take(16)
        .toString("hex")
        .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5"),
    text: () => take(take(1)[0] ?? 0).toString(),
    rest: () => take(bytes.length - at).toString(),
  };
}

function parsed(payload: Buffer): Link | null {
  try {
    return parse(payload);
  } catch (error) {
    if (error instanceof RangeError) {
      return null;
    }
    throw error;
  }
}

function parse(payload: Buffer): Link | null {
  const { byte, uuid, text, rest } = reader(payload);
  const purpose = purposes[byte()];
  const workspaceId = uuid();
  const kind = kinds[byte()];
  const id = uuid();
  const channel = text();
  const reference = text();
  const personId = uuid();
  const messageId = text();
  const url = rest();
  // Only what could stand in a mail of ours was ever signed; looked at once more, because this leads people away.
  const isUrl = /^https?:\/\//i.test(url) && URL.canParse(url);
  if (!purpose || !kind || !isChannelId(channel) || isUrl !== (purpose === "click")) {
    return null;
  }
  const of: MessageOrigin = { workspaceId, kind, id, reference, channel: channel };
  return { purpose, of, personId, messageId, url: isUrl ? new URL(url).href : null };
}

/** What a token of this purpose says. Throws `not_found` for one that Junction did not make, or made for something else. */
export function readLink(key: string, token: string, purpose: LinkPurpose): Link {
  const wrong = new Fault("not_found", "This link is not whole, or is not one of this installation.");
  if (token.length > MAX_TOKEN || !/^[A-Za-z0-9_-]+$/.test(token)) {
    throw wrong;
  }
  const bytes = Buffer.from(token, "base64url");
  const payload = bytes.subarray(MAC_BYTES);
  const isOurs =
    bytes.length > MAC_BYTES && timingSafeEqual(bytes.subarray(0, MAC_BYTES), macOf(key, payload));
  const link = isOurs ? parsed(payload) : null;
  if (link?.purpose !== purpose) {
    throw wrong;
  }
  return link;
}
