import type { Ctx } from "../../context.ts";
import type { Sql } from "../../db/queryable.ts";
import { leave } from "../engine/apply.ts";
import { noGoals } from "../engine/goals.ts";
import { Record } from "../engine/record.ts";
import type { Stay } from "../engine/stay.ts";
import { staysOf } from "../engine/stay-store.ts";
import { lanes, writeRecord } from "../engine/write-store.ts";
import { giveStays } from "./merge-store.ts";

/**
 * Profiles that were found to be one person: what they did in journeys is the person's from now on. Where both are in a
 * journey, the one that is no more leaves it.
 */
export async function joinStays(
  ctx: Ctx,
  db: Sql,
  merges: readonly { from: string; into: string }[],
): Promise<void> {
  const { workspaceId } = ctx;
  const now = ctx.clock.now();
  const became = new Map(merges.map(({ from, into }) => [from, into]));
  const everybody = [...new Set(merges.flatMap(({ from, into }) => [from, into]))].sort();
  const stays = await staysOf(db, workspaceId, everybody);
  const taken = new Map<string, Stay>(
    stays.flatMap((stay) =>
      became.has(stay.personId) ? [] : [[`${stay.personId} ${stay.journeyId}`, stay] as const],
    ),
  );
  const record = new Record();
  for (const stay of stays.filter(({ personId }) => became.has(personId))) {
    const place = `${became.get(stay.personId)} ${stay.journeyId}`;
    const other = taken.get(place);
    if (!other) {
      taken.set(place, stay);
    } else if (other.enteredAt === null && stay.enteredAt !== null) {
      // Who is in it goes on, rather than who waits before it.
      record.drop(other);
      taken.set(place, stay);
    } else if (stay.enteredAt === null) {
      record.drop(stay);
    } else {
      // The other one's is the person's: what waits to leave twice leaves once.
      leave({ record, heard: new Set() }, stay, { kind: "merged", at: now, from: stay.node });
    }
  }
  await writeRecord(db, workspaceId, record, { lane: lanes.follow, now, goals: noGoals });
  await giveStays(db, workspaceId, merges);
}
