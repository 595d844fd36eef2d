import { z } from "zod";
import { isJsonObject, type JsonObject } from "../../kernel/json.ts";
import type { RecordTexts, Refusal } from "../connector.ts";
import { shownBody } from "../exchange.ts";
import { maskSecrets } from "../mask-secrets.ts";
import { recordError } from "./error-words.ts";

// Only what the answer says as a whole has to be there: an oddity in the rest must not make a batch that was taken look as if
// nothing had been, for it would be sent again and again.
const code = z.coerce.number().positive().optional().catch(undefined);
const unprocessed = z.looseObject({
  code,
  error: z.string().catch(""),
  record: z.custom<JsonObject>(isJsonObject).optional().catch(undefined),
});
type Unprocessed = z.output<typeof unprocessed>;

const uploadAnswer = z.object({
  status: z.enum(["success", "partial", "fail"]),
  processed: z.coerce.number().optional().catch(undefined),
  unprocessed: z.array(unprocessed.catch({ error: "" })).catch([]),
  code,
});
export type UploadAnswer = z.output<typeof uploadAnswer>;

function jsonOf(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

/** The body of an upload's answer; null for anything that CleverTap would not say. */
export function readUploadAnswer(body: string): UploadAnswer | null {
  return uploadAnswer.safeParse(jsonOf(body)).data ?? null;
}

/** The `status` in the body of any of CleverTap's answers; null where there is none. */
export function readStatus(body: string): string | null {
  return z.object({ status: z.string() }).safeParse(jsonOf(body)).data?.status ?? null;
}

/** What stands at a record's root to say whose it is. */
export function rootOf(record: JsonObject): string | undefined {
  const root = [record.identity, record.objectId, record.FBID, record.GPID].find(
    (value) => value !== undefined && value !== null,
  );
  return root === undefined ? undefined : String(root);
}

const parsed = (text: string): JsonObject => JSON.parse(text) as JsonObject;

/** The same text for the same record, whatever the order of its fields. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) {
    return `[${value.map(canonical).join(",")}]`;
  }
  if (isJsonObject(value)) {
    const fields = Object.keys(value).sort();
    return `{${fields.map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`).join(",")}}`;
  }
  return JSON.stringify(value) ?? "null";
}

/** 0-based place by "Skipped record number : N", unless the record that came back with it is somebody else's. */
function placeByNumber({ error, record }: Unprocessed, records: RecordTexts): number | null {
  const number = Number(/record number\s*:\s*(\d+)/i.exec(error)?.[1] ?? Number.NaN);
  const index = number - 1;
  const fits = Number.isInteger(index) && index >= 0 && index < records.count;
  if (!fits) {
    return null;
  }
  const root = record && rootOf(record);
  return root === undefined || rootOf(parsed(records.at(index))) === root ? index : null;
}

type Lookup = (record: JsonObject) => number | null;

/**
 * Finds records by what came back: the same record, else one of the same kind and user. Each is found once, so that two
 * equal ones are two.
 */
function lookupOf(records: RecordTexts): Lookup {
  const same = new Map<string, number[]>();
  const alike = new Map<string, number[]>();
  const add = (map: Map<string, number[]>, key: string, place: number) =>
    map.set(key, [...(map.get(key) ?? []), place]);
  const alikeKey = (type: unknown, record: JsonObject) => `${type ?? ""} ${rootOf(record)}`;
  for (let place = 0; place < records.count; place += 1) {
    const record = parsed(records.at(place));
    add(same, canonical(record), place);
    add(alike, alikeKey(record.type, record), place);
    add(alike, alikeKey(undefined, record), place);
  }
  const found = new Set<number>();
  const first = (places: number[] | undefined) => places?.find((place) => !found.has(place));
  return (record) => {
    const place = first(same.get(canonical(record))) ?? first(alike.get(alikeKey(record.type, record)));
    if (place === undefined) {
      return null;
    }
    found.add(place);
    return place;
  };
}

function codeOf({ code, error }: Unprocessed): number | null {
  const said = /ErrorCode\s*:\s*(\d+)/i.exec(error)?.[1];
  return code ?? (said === undefined ? null : Number(said));
}

/**
 * Which of the records that were sent CleverTap left unprocessed. Null when an entry belongs to none of them, so that it
 * is not known what was taken.
 */
export function refusalsOf(
  entries: Unprocessed[],
  records: RecordTexts,
  secrets: Record<string, string>,
): Refusal[] | null {
  const found = new Map<number, Refusal>();
  let lookup: Lookup | null = null;
  for (const entry of entries) {
    let index = records.count === 1 ? 0 : placeByNumber(entry, records);
    if (index === null && entry.record && (entry.record.type !== undefined || rootOf(entry.record))) {
      lookup ??= lookupOf(records);
      index = lookup(entry.record);
    }
    if (index === null) {
      return null;
    }
    const error = recordError(codeOf(entry), maskSecrets(entry.error, secrets));
    found.set(index, { index, ...error, said: shownBody(JSON.stringify({ unprocessed: [entry] }), secrets) });
  }
  return [...found.values()].sort((a, b) => a.index - b.index);
}
