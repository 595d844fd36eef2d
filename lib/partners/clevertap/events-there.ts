import { z } from "zod";
import { isJsonObject, type Json, type JsonObject } from "../../kernel/json.ts";
import type { AlreadyThere, CallRecord, PartnerAccess } from "../connector.ts";
import { exchange, verdictOf } from "../exchange.ts";
import { retryAfterMs } from "../retry-after.ts";
import { isInWindow, localDay, readLocal } from "./local-time.ts";
import { clevertapHeaders } from "./upload.ts";
import { rootOf } from "./upload-answer.ts";

/** Events in one answer, CleverTap's most; and answers of one question, before it is given up. */
const PAGE = 5_000;
const MOST_PAGES = 60;
const ANSWER_BYTES = 30_000_000;
const TIMEOUT_MS = 60_000;
const DAY_S = 86_400;

/** CleverTap's page on downloading events; `ts` is YYYYMMDDHHMMSS in the time zone of the account. */
const kept = z.object({
  profile: z.object({
    identity: z.coerce.string().optional(),
    objectId: z.coerce.string().optional(),
    all_identities: z.array(z.coerce.string()).optional().catch(undefined),
  }),
  ts: z.coerce.number(),
  event_props: z.custom<JsonObject>(isJsonObject).optional().catch(undefined),
});
const answerShape = z.object({
  status: z.literal("success"),
  cursor: z.string().optional(),
  next_cursor: z.string().optional(),
  records: z.array(kept).default([]),
});
type Answer = z.output<typeof answerShape>;

/** Why a question ends without an answer. */
class NoAnswer extends Error {
  readonly said: AlreadyThere;
  constructor(said: AlreadyThere) {
    super("no answer");
    this.said = said;
  }
}

type Ask = (query: string, body?: JsonObject) => Promise<Answer>;

function asking(access: PartnerAccess, signal: AbortSignal | undefined): Ask {
  return async (query, body) => {
    const { answer, failure } = await exchange("CleverTap", access.http, {
      method: body ? "POST" : "GET",
      url: `${access.baseUrl}/1/events.json?${query}`,
      headers: clevertapHeaders(access),
      ...(body && { body: JSON.stringify(body) }),
      timeoutMs: TIMEOUT_MS,
      maxAnswerBytes: ANSWER_BYTES,
      signal,
    });
    if (failure) {
      throw new NoAnswer(failure.verdict === "later" ? { later: failure.message } : null);
    }
    const verdict = verdictOf(answer.status);
    if (verdict === "later") {
      const wait = retryAfterMs(answer.headers["retry-after"], Date.now());
      throw new NoAnswer({ later: `CleverTap answers ${answer.status}`, retryAfterMs: wait });
    }
    const said = verdict === "accepted" ? readJson(answer.body) : undefined;
    const read = answerShape.safeParse(said).data;
    if (!read) {
      throw new NoAnswer(null);
    }
    return read;
  };
}

function readJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

/** An event that the partner has. */
type Kept = { localS: number; properties: Map<string, string>; taken: boolean };

const textOf = (value: Json): string => (typeof value === "object" ? JSON.stringify(value) : String(value));

function propertiesOf(data: unknown): Map<string, string> {
  const entries = isJsonObject(data) ? Object.entries(data) : [];
  return new Map(entries.flatMap(([name, value]) => (value === null ? [] : [[name, textOf(value)]])));
}

type Asked = { place: number; user: string; properties: Map<string, string>; fromS: number; toS: number };

function askedOf(record: JsonObject, place: number, since: { sinceMs: number; untilMs: number }): Asked {
  const [fromS, toS] =
    typeof record.ts === "number"
      ? [record.ts, record.ts]
      : [Math.floor(since.sinceMs / 1_000), Math.ceil(since.untilMs / 1_000)];
  return { place, user: rootOf(record) ?? "", properties: propertiesOf(record.evtData), fromS, toS };
}

/** All events of a name in some days that are of one of the users. */
async function keptOf(ask: Ask, name: string, asked: Asked[]): Promise<Map<string, Kept[]>> {
  const users = new Map<string, Kept[]>(asked.map(({ user }) => [user, []]));
  const from = Math.min(...asked.map(({ fromS }) => fromS));
  const to = Math.max(...asked.map(({ toS }) => toS));
  // A day more on both sides, because the account's time zone is not known.
  const query = { event_name: name, from: localDay(from - DAY_S), to: localDay(to + DAY_S) };
  let { cursor } = await ask(`batch_size=${PAGE}&profile=false&events=false`, query);
  for (let pages = 0; cursor !== undefined; pages += 1) {
    if (pages >= MOST_PAGES) {
      throw new NoAnswer(null);
    }
    const answer = await ask(`cursor=${encodeURIComponent(cursor)}`);
    for (const { profile, ts, event_props: data } of answer.records) {
      const event = { localS: readLocal(ts), properties: propertiesOf(data), taken: false };
      const names = [profile.identity, profile.objectId, ...(profile.all_identities ?? [])];
      for (const user of new Set(names)) {
        users.get(user ?? "")?.push(event);
      }
    }
    cursor = answer.next_cursor;
  }
  return users;
}

/** The event that fits best: CleverTap may have added properties of its own, but has all that were sent. */
function fitting({ properties, fromS, toS }: Asked, events: Kept[]): Kept | undefined {
  let best: Kept | undefined;
  for (const event of events) {
    const fits =
      !event.taken &&
      isInWindow(event.localS, fromS, toS) &&
      [...properties].every(([name, value]) => event.properties.get(name) === value);
    if (fits && (!best || event.properties.size < best.properties.size)) {
      best = event;
    }
  }
  return best;
}

/** Which of the events CleverTap has: each of its own is taken for one of ours at most. Other records are never found. */
export async function eventsThere(
  records: CallRecord[],
  since: { sinceMs: number; untilMs: number },
  access: PartnerAccess,
  signal?: AbortSignal,
): Promise<AlreadyThere> {
  const byName = new Map<string, Asked[]>();
  for (const [place, { kind, record }] of records.entries()) {
    if (kind === "event") {
      const name = String(record.evtName);
      const asked = byName.get(name) ?? [];
      asked.push(askedOf(record, place, since));
      byName.set(name, asked);
    }
  }
  const ask = asking(access, signal);
  const there = new Set<number>();
  try {
    for (const [name, asked] of byName) {
      const events = await keptOf(ask, name, asked);
      for (const one of asked) {
        const event = fitting(one, events.get(one.user) ?? []);
        if (event) {
          event.taken = true;
          there.add(one.place);
        }
      }
    }
    return { there };
  } catch (error) {
    if (error instanceof NoAnswer) {
      return error.said;
    }
    throw error;
  }
}
