import type { Ctx } from "../context.ts";
import { Fault, faultTable } from "../kernel/fault.ts";
import { linkKey, readLink } from "./links.ts";
import { errorPage, unsubscribePage } from "./pages.ts";
import { lookAtUnsubscribe } from "./verbs/look-at-unsubscribe.ts";
import { recordClick } from "./verbs/record-click.ts";
import { recordView } from "./verbs/record-view.ts";
import { resubscribe } from "./verbs/resubscribe.ts";
import { unsubscribe } from "./verbs/unsubscribe.ts";

export type TrackingRequest = {
  method: string;
  token: string;
  userAgent: string | null;
  /** `Sec-Purpose` or `Purpose`: a browser that looks ahead says so. */
  purpose: string | null;
  /** The body of a POST, as far as it goes; undefined when it is larger. */
  readBody(maxBytes: number): Promise<Buffer | undefined>;
};
export type TrackingReply = { status: number; headers: Record<string, string>; body: string | Buffer };

/** For everything here: nobody keeps it, shows it in a frame, finds it by searching, or learns the address from it. */
const headers = {
  "cache-control": "no-store, max-age=0",
  "x-robots-tag": "noindex, nofollow",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "cross-origin-resource-policy": "cross-origin",
};
const pageHeaders = {
  ...headers,
  "content-type": "text/html; charset=utf-8",
  "content-security-policy":
    "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
};

/** A transparent picture of one by one: the smallest GIF that mail programs show. */
const pixel = Buffer.from("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7", "base64");

/** Who only looks whether something is there, or ahead, has opened and clicked nothing. */
function isLookingAhead({ method, purpose }: TrackingRequest): boolean {
  return method !== "GET" || /prefetch|prerender|preview/i.test(purpose ?? "");
}

/** What is recorded is lost when the database is away; the reader must not notice. */
async function orLost(ctx: Ctx, recording: Promise<void>): Promise<void> {
  try {
    await recording;
  } catch (error) {
    if (error instanceof Fault && error.code === "not_found") {
      throw error;
    }
    ctx.log.error({ err: error }, "an opened mail or a click could not be recorded");
  }
}

function page(status: number, body: string): TrackingReply {
  return { status, headers: pageHeaders, body };
}

async function openReply(ctx: Ctx, request: TrackingRequest): Promise<TrackingReply> {
  const image = { headers: { ...headers, "content-type": "image/gif" }, body: pixel };
  try {
    readLink(linkKey(ctx.secrets), request.token, "open");
  } catch (error) {
    if (error instanceof Fault) {
      return { ...image, status: 404 };
    }
    throw error;
  }
  if (!isLookingAhead(request)) {
    await orLost(ctx, recordView(ctx, { token: request.token }));
  }
  return { ...image, status: 200 };
}

async function clickReply(ctx: Ctx, request: TrackingRequest): Promise<TrackingReply> {
  const { token, userAgent } = request;
  const { url } = readLink(linkKey(ctx.secrets), token, "click");
  if (!isLookingAhead(request)) {
    await orLost(ctx, recordClick(ctx, { token, userAgent }));
  }
  return { status: 302, headers: { ...headers, location: url ?? "" }, body: "" };
}

/** What a POST asks for. A mail program's button sends `List-Unsubscribe=One-Click`, in one of two encodings (RFC 8058). */
function actOf(body: string): "resubscribe" | "link" | "one_click" {
  const act = new URLSearchParams(body).get("act");
  return act === "resubscribe" ? "resubscribe" : act === "unsubscribe" ? "link" : "one_click";
}

async function unsubscribeReply(ctx: Ctx, request: TrackingRequest): Promise<TrackingReply> {
  const { token } = request;
  if (request.method === "POST") {
    const act = actOf((await request.readBody(10_000))?.toString() ?? "");
    await (act === "resubscribe" ? resubscribe(ctx, { token }) : unsubscribe(ctx, { token, by: act }));
  }
  const view = await lookAtUnsubscribe(ctx, { token });
  return page(200, unsubscribePage(view, request.method === "POST"));
}

const replies = { open: openReply, click: clickReply, unsubscribe: unsubscribeReply };

/** Answers what a link of a message is asked for, by whoever holds it; nobody is signed in. Never throws. */
export async function answerLink(
  ctx: Ctx,
  what: keyof typeof replies,
  request: TrackingRequest,
): Promise<TrackingReply> {
  try {
    return await replies[what](ctx, request);
  } catch (error) {
    if (error instanceof Fault) {
      return page(faultTable[error.code].status, errorPage(error.message));
    }
    ctx.log.error({ err: error }, "a link of a message failed");
    return page(500, errorPage("Something failed on our side. Nothing was changed; try again in a while."));
  }
}
