import type { Ctx } from "../../context.ts";
import { after } from "../clocks.ts";
import { abSplitKind } from "../nodes/ab-split/schema.ts";
import { openVersions } from "./plan-store.ts";
import { pathsTaken, saveWeights, unweighedJourneys } from "./weigh-store.ts";

/** Contracts §10.2: automatic splits are weighed anew about this often. */
const EVERY_MS = 5 * 60_000;

/**
 * Gives each path of automatic splits the share of its people who did what shows that it works: as many more as it works
 * better. Of few people little is known, so all paths begin as equals and none is left without any.
 */
export async function weighSplits(ctx: Ctx): Promise<void> {
  const now = ctx.clock.now();
  for (const journey of await unweighedJourneys(ctx.db, new Date(now.getTime() - EVERY_MS))) {
    const { workspaceId, id, zone } = journey;
    const version = await openVersions(ctx.db, workspaceId, [{ journeyId: id, version: journey.version }]);
    const weights: Record<string, Record<string, number>> = {};
    for (const node of version(id, journey.version).document.nodes) {
      const split = node.kind === abSplitKind.id ? abSplitKind.settings.parse(node.settings) : null;
      if (split?.mode === "automatic" && split.goal) {
        const goals = [split.goal, ...split.also].map((asked) => ({
          asked,
          withinMs: after(now, asked.within, zone).getTime() - now.getTime(),
        }));
        const of = { workspaceId, journeyId: id, node: node.id, now, zone };
        const taken = await pathsTaken(ctx.db, of, goals);
        weights[node.id] = Object.fromEntries(
          split.paths.map((path) => {
            const { people = 0, reached = 0 } = taken.find(({ exit }) => exit === path.id) ?? {};
            return [path.id, (reached + 1) / (people + 2)];
          }),
        );
      }
    }
    await saveWeights(ctx.db, journey, weights, now);
  }
}
