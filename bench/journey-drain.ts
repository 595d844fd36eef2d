import { setTimeout as sleep } from "node:timers/promises";
import { openDatabase } from "../lib/db/client.ts";
import { advance } from "../lib/events/log.ts";
import { moveDue } from "../lib/journeys/engine/due.ts";
import { draw, track } from "../lib/journeys/templates/draw.ts";
import { journeyGround } from "../lib/testing/journey-ground.ts";
import { fillStays } from "./journey-stays.ts";
import { alternate, type Figure, note, secondsOf, withGround } from "./kit.ts";
import { waitsOf } from "./waits.ts";

const PEOPLE = Number(process.env.BENCH_PEOPLE ?? 100_000);
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 3);
/** So often somebody enters meanwhile. */
const LIVE_MS = 100;
const START = "2026-03-10T12:00:00.000Z";

/** People whom one moment wakes: moved by the engine, and by the one UPDATE that puts them where they come. */
export function drainFigures(): Promise<Figure[]> {
  return withGround(async ({ databaseUrl }) => {
    const db = openDatabase(databaseUrl);
    const ground = await journeyGround(db, { url: "http://127.0.0.1:9" }, { now: START });
    const delay = { until: { kind: "duration", wait: { count: 1, unit: "hours" }, at: null } };
    const journey = await ground.running(
      draw(
        [
          { id: "in", kind: "entry_action", settings: { did: track("Registered") } },
          { id: "delay", kind: "delay", settings: delay },
          { id: "cart", kind: "action", settings: { did: track("AddToCart") } },
          { id: "out", kind: "force_exit" },
        ],
        [
          ["in", "yes", "delay"],
          ["delay", "done", "cart"],
          ["cart", "yes", "out"],
        ],
      ),
    );
    const due = new Date(Date.parse(START) + 3_600_000).toISOString();
    ground.clock.advance(3_600_000);
    const fill = () => fillStays(db.pool, journey.id, { people: PEOPLE, node: "delay", waits: "", due });
    const waits: number[] = [];
    let entered = 0;

    /** Somebody registers now and then while the others are moved. */
    async function live(over: { now: boolean }): Promise<void> {
      while (!over.now) {
        entered += 1;
        await ground.batch({ type: "track", userId: `new-${entered}`, event: "Registered" });
        const begun = performance.now();
        await advance(ground.system, ground.follower, ground.ctx.workspaceId);
        waits.push(performance.now() - begun);
        await sleep(LIVE_MS);
      }
    }

    const rates = await alternate(
      async () => {
        await fill();
        const seconds = await secondsOf(() =>
          db.pool.query(
            `update journey_stays set node = 'cart', due_at = null, waits = array['track AddToCart'], steps = steps + 1,
               whereabouts = whereabouts || '{"node": "cart", "pause": "wait", "until": null, "for": [{"type": "track", "name": "AddToCart", "key": null}]}'
             where journey_id = $1::uuid and due_at <= $2::timestamptz`,
            [journey.id, due],
          ),
        );
        return PEOPLE / seconds;
      },
      async () => {
        await fill();
        const over = { now: false };
        const entries = live(over);
        const seconds = await secondsOf(async () => {
          const lane = async () => {
            while ((await moveDue(ground.system)).more) {}
          };
          // As the worker does.
          await Promise.all([lane(), lane()]);
        });
        over.now = true;
        await entries;
        return PEOPLE / seconds;
      },
      { rounds: ROUNDS },
    );
    const { p50, p99 } = waitsOf(waits);
    note(
      `  ${waits.length} people entered meanwhile: p50 ${p50.toFixed(0)} ms, p99 ${p99.toFixed(0)} ms, at most ${(waits.at(-1) ?? 0).toFixed(0)} ms`,
    );
    await db.close();
    return [{ name: "journey-drain", ratio: rates.product / rates.floor }];
  });
}
