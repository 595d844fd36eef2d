import type { Ctx } from "../../context.ts";
import { enqueue } from "../../jobs/enqueue.ts";
import { newId } from "../../kernel/ids.ts";
import { connectDemo } from "./connect-demo.ts";
import type { DemoEvent } from "./events.ts";
import { makeShop } from "./make-shop.ts";
import type { DemoPerson } from "./people.ts";
import { ensurePastPartitions, insertEvents, insertPeople, insertSources, lacksShop } from "./store.ts";

const CHUNK = 2_000;

/**
 * Till receipts as a shop's printer sends them: each fits when it comes in, and is over Segment's 32 KB once
 * identifiers and context are added, so that a demo export has something to refuse.
 */
function oversizeReceipts(people: DemoPerson[], now: number): DemoEvent[] {
  return people
    .filter((person) => person.userId !== null)
    .slice(0, 14)
    .map((person, index) => ({
      at: now - (index + 1) * 9 * 3_600_000,
      type: "track",
      name: "Receipt Scanned",
      person,
      via: "web",
      properties: { till: "Leeds 2", image: "iVBORw0KGgo".repeat(2_890) },
    }));
}

/**
 * Fills the demo workspace with the shop's people and events and has the worker connect it, both or neither; does nothing
 * where that was done, or where it is no workspace for a demo.
 */
export async function fillShop(ctx: Ctx): Promise<void> {
  if (!(await lacksShop(ctx.db, ctx.workspaceId))) {
    return;
  }
  const now = ctx.clock.now();
  const shop = makeShop(now);
  const events = [...shop.events, ...oversizeReceipts(shop.people, now.getTime())].sort(
    (a, b) => a.at - b.at,
  );
  const seen = new Map<string, { first: Date; last: Date }>();
  for (const event of events) {
    const at = new Date(event.at);
    const known = seen.get(event.person.id);
    seen.set(event.person.id, { first: known?.first ?? at, last: at });
  }
  const people = shop.people.flatMap((person) => {
    const times = seen.get(person.id);
    return times ? [{ person, seen: times }] : [];
  });
  const sources = { web: newId(now.getTime()), app: newId(now.getTime()) };
  await ensurePastPartitions(ctx.db, 3);
  await ctx.db.transaction(async (db) => {
    await insertSources(db, ctx.workspaceId, sources, new Date(now.getTime() - 91 * 86_400_000));
    for (let start = 0; start < people.length; start += CHUNK) {
      await insertPeople(db, ctx.workspaceId, people.slice(start, start + CHUNK));
    }
    for (let start = 0; start < events.length; start += CHUNK) {
      await insertEvents(db, ctx.workspaceId, sources, events.slice(start, start + CHUNK), start);
    }
    await enqueue({ db }, connectDemo, { workspaceId: ctx.workspaceId, shopAt: now.toISOString() });
  });
}
