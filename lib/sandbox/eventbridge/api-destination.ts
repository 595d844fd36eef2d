import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { backoffMs } from "../../kernel/backoff.ts";

/** AWS gives a receiver 5 seconds, and tries again up to 185 times within a day; the sandbox is less patient. */
const TIMEOUT_MS = 5_000;
const MAX_WAIT_MS = 5_000;

export const apiDestination = z.strictObject({
  url: z.url({ protocol: /^https?$/ }),
  /** The connection's authorization: a header with its value, or Basic. */
  apiKey: z.strictObject({ name: z.string().default("x-api-key"), value: z.string() }).optional(),
  basic: z.strictObject({ username: z.string(), password: z.string() }).optional(),
  detail: z.record(z.string(), z.json()),
  detailType: z.string().default("clevertap.campaign.user"),
  source: z.string().default("aws.partner/clevertap.com/PROJ-1/default"),
  id: z.string().optional(),
  time: z.iso.datetime().optional(),
  /** true: only the detail is sent, as an input path of the rule's target would have it */
  onlyDetail: z.boolean().default(false),
  attempts: z.int().min(1).max(185).default(8),
});
export type ApiDestination = z.output<typeof apiDestination>;

export type Delivered = {
  id: string;
  delivered: boolean;
  /** Of each try; null when nobody answered in time. */
  statuses: (number | null)[];
};

function headersOf({ apiKey, basic }: Pick<ApiDestination, "apiKey" | "basic">): Record<string, string> {
  return {
    "user-agent": "Amazon/EventBridge/ApiDestinations",
    "content-type": "application/json; charset=utf-8",
    range: "bytes=0-1048575",
    "accept-encoding": "gzip,deflate",
    ...(apiKey && { [apiKey.name]: apiKey.value }),
    ...(basic && {
      authorization: `Basic ${Buffer.from(`${basic.username}:${basic.password}`).toString("base64")}`,
    }),
  };
}

/** What came of one try; `status` is null when nobody answered in time. */
export type Tried = { status: number | null; retryAfter: string | null; answer: string };

/** Of an answer so much is kept, to say why something was refused. */
const KEPT_OF_ANSWER = 500;

/** One POST of `body` as AWS makes it. It never throws: a receiver that is not there is an answer, too. */
export async function postOnce(
  to: Pick<ApiDestination, "url" | "apiKey" | "basic">,
  body: string,
): Promise<Tried> {
  try {
    const answer = await fetch(to.url, {
      method: "POST",
      headers: headersOf(to),
      body,
      redirect: "manual",
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const text = (await answer.text()).slice(0, KEPT_OF_ANSWER);
    return { status: answer.status, retryAfter: answer.headers.get("retry-after"), answer: text };
  } catch {
    return { status: null, retryAfter: null, answer: "" };
  }
}

export const wasTaken = ({ status }: Tried): boolean => status !== null && status < 300;

/** How long to wait for the next try after `tries`; null: there is none. Tried again are 429, 5xx and no answer, as AWS's page on API destinations says. */
export function waitAfter({ status, retryAfter }: Tried, tries: number, maxMs = MAX_WAIT_MS): number | null {
  if (status !== null && status !== 429 && status < 500) {
    return null;
  }
  const asked = Number(retryAfter ?? 0);
  if (asked < 0) {
    return null;
  }
  const own = backoffMs(tries - 1, { firstMs: 200, maxMs });
  return Math.min(maxMs, Math.max(own, Number.isNaN(asked) ? 0 : asked * 1_000));
}

/** Delivers an event to an HTTP endpoint as a rule with an API destination does, tries again included. */
export async function deliverEvent(event: ApiDestination): Promise<Delivered> {
  const id = event.id ?? randomUUID();
  const envelope = {
    version: "0",
    id,
    "detail-type": event.detailType,
    source: event.source,
    account: "111122223333",
    time: (event.time ?? new Date().toISOString()).replace(/\.\d+Z$/, "Z"),
    region: "eu-west-1",
    resources: [],
    detail: event.detail,
  };
  const body = JSON.stringify(event.onlyDetail ? event.detail : envelope);
  const statuses: (number | null)[] = [];
  while (statuses.length < event.attempts) {
    const tried = await postOnce(event, body);
    statuses.push(tried.status);
    const wait = waitAfter(tried, statuses.length);
    if (wait === null) {
      return { id, delivered: wasTaken(tried), statuses };
    }
    if (statuses.length < event.attempts) {
      await sleep(wait);
    }
  }
  return { id, delivered: false, statuses };
}
