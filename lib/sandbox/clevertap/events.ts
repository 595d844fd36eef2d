import { z } from "zod";
import type { JsonObject } from "../../kernel/json.ts";
import { writeLocal } from "../../partners/clevertap/local-time.ts";
import { type EventRow, eventsNamed } from "../events-store.ts";
import type { SandboxCall, SandboxReading } from "../kit.ts";
import { batchSize, inFlight, MAX_BATCH, readCursor, why, writtenCursor } from "./readings.ts";
import { OBJECT_ID } from "./root-user.ts";
import { fail, ok } from "./say.ts";

const partner = "clevertap";
const DAY_S = 86_400;

const day = z
  .int()
  .min(20_000_101, "a day as YYYYMMDD")
  .max(99_991_231, "a day as YYYYMMDD")
  .transform(startOf);
const query = z.object({ event_name: z.string().min(1), from: day, to: day });
const cursorShape = z.object({
  name: z.string(),
  from: z.number(),
  to: z.number(),
  after: z.object({ ts: z.number(), id: z.string().regex(/^\d+$/) }),
  size: z.int().min(1).max(MAX_BATCH),
});

/** YYYYMMDD as the first second of that day; the sandbox's accounts live in UTC. */
function startOf(value: number): number {
  return Date.UTC(Math.floor(value / 1e4), (Math.floor(value / 100) % 100) - 1, value % 100) / 1_000;
}

function recordOf({ identity, ts, data, properties }: EventRow & { properties: JsonObject | null }) {
  const named = properties?.[OBJECT_ID] === undefined ? identity : properties.identity;
  return {
    profile: {
      ...(properties?.[OBJECT_ID] !== undefined && { objectId: properties[OBJECT_ID] }),
      ...(named !== undefined && { identity: named, all_identities: [named] }),
    },
    ts: writeLocal(ts),
    event_props: data,
  };
}

/** `POST /1/events.json`: events of a name in some days; the answer's cursor is then read. */
export function askEvents(account: string, body: JsonObject, call: SandboxCall): SandboxReading {
  const asked = query.safeParse(body);
  const size = batchSize(call.query);
  if (!asked.success || size === null) {
    return {
      kind: "refused",
      account,
      answer: fail(400, why(asked.error, `batch_size: 1 to ${MAX_BATCH}`)),
    };
  }
  const { event_name: name, from, to } = asked.data;
  const cursor = writtenCursor({ name, from, to: to + DAY_S, after: { ts: -1, id: "0" }, size });
  const answer = async () => ok(JSON.stringify({ status: "success", cursor }));
  return { kind: "asked", account, inFlight: inFlight("events"), answer };
}

/** `GET /1/events.json?cursor=`: the next of them, with `next_cursor` while there are more. */
export function readEvents(account: string, call: SandboxCall): SandboxReading {
  const cursor = readCursor(cursorShape, call.query.get("cursor"));
  if (!cursor) {
    return { kind: "refused", account, answer: fail(400, "the cursor is not valid") };
  }
  return {
    kind: "asked",
    account,
    inFlight: inFlight("events"),
    answer: async (db) => {
      const rows = await eventsNamed(db, { partner, account }, { ...cursor, limit: cursor.size + 1 });
      const page = rows.slice(0, cursor.size);
      const last = page.at(-1);
      const next =
        rows.length > cursor.size &&
        last &&
        writtenCursor({ ...cursor, after: { ts: last.ts, id: last.id } });
      const records = page.map(recordOf);
      return ok(JSON.stringify({ status: "success", ...(next && { next_cursor: next }), records }));
    },
  };
}
