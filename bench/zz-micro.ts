import { draw, track } from "../lib/journeys/templates/draw.ts";
import { openVersion } from "../lib/journeys/engine/version.ts";
import { Traveller } from "../lib/journeys/engine/course.ts";
import { Record } from "../lib/journeys/engine/record.ts";
import { stayOf } from "../lib/journeys/engine/stay-store.ts";
import { writeRecord, lanes } from "../lib/journeys/engine/write-store.ts";
import { randomUUID, createHash } from "node:crypto";
const delay = { until: { kind: "duration", wait: { count: 1, unit: "hours" }, at: null } };
const document = draw(
  [
    { id: "in", kind: "entry_action", settings: { did: track("Registered") } },
    { id: "delay", kind: "delay", settings: delay },
    { id: "cart", kind: "action", settings: { did: track("AddToCart") } },
    { id: "out", kind: "force_exit" },
  ],
  [["in", "yes", "delay"],["delay", "done", "cart"],["cart", "yes", "out"]],
);
const jid = randomUUID();
const open = openVersion(jid, 1, document as never, new Map());
const journey = { id: jid, name: "x", status: "RUNNING" as const, version: 1, fromTx: 0n, weights: null };
const plan = { zone: "UTC", journeys: new Map([[jid, journey]]), zones: false, heard: new Set<string>() };
const now = new Date("2026-03-10T13:00:00.000Z");
const rows = Array.from({ length: 50000 }, () => { const p = randomUUID(); return JSON.stringify({ personId: p, journeyId: jid, round: 1, key: createHash("md5").update(p).digest("hex"), version: 1, node: "delay", whereabouts: { node: "delay", since: "2026-03-10T12:00:00.000Z", visits: 2, hops: 0, onTimeout: null, state: null, pause: "sleep", until: "2026-03-10T13:00:00.000Z", outcome: null, asked: null, last: null, clock: null, for: [] }, endsAt: null, backlog: null, steps: 1, enteredAt: now, endedAt: null, endKind: null, goal: null }); });
const fakeDb = { sql: async () => [] as never[] };
let walkUs = 0, writeUs = 0, parseUs = 0;
const us = () => { const c = process.cpuUsage(); return c.user + c.system; };
for (let pass = 0; pass < 5; pass++) for (let at = 0; at < rows.length; at += 1000) {
  let t = us();
  const stays = rows.slice(at, at + 1000).map((r) => { const o = JSON.parse(r); o.enteredAt = now; return stayOf(o); });
  parseUs += us() - t; t = us();
  const record = new Record();
  const going = { plan, journey, record, now, refuse: () => null, version: () => open };
  for (const stay of stays) {
    const tr = new Traveller(going, { id: stay.personId, properties: {}, zone: null }, stay, null);
    tr.walk({ events: [] }).next();
  }
  walkUs += us() - t; t = us();
  await writeRecord(fakeDb, "w", record, { lane: lanes.due, now, goalWords: () => [] });
  writeUs += us() - t;
}
console.log("per person us: parse", parseUs / rows.length / 5, "walk", walkUs / rows.length / 5, "write", writeUs / rows.length / 5);
