import type { Sql } from "../../db/queryable.ts";
import type { LogWindow } from "../../events/log.ts";
import type { Plan } from "../engine/plan-store.ts";
import type { OpenVersion } from "../engine/version.ts";
import { datesInWindow } from "./window-store.ts";

/** Whose dates a window may have changed, and the journeys that people enter by such a date. */
export async function datesOf(
  db: Sql,
  workspaceId: string,
  window: LogWindow,
  { plan, current }: { plan: Plan; current: (journeyId: string, version: number) => OpenVersion },
): Promise<{ journeys: string[]; people: Set<string> }> {
  const dated = [...plan.journeys.values()].flatMap((journey) => {
    const { dateRoot } = current(journey.id, journey.version);
    return dateRoot !== null && journey.status === "RUNNING" ? [{ id: journey.id, dateRoot }] : [];
  });
  const of = { journeys: dated.map(({ id }) => id), roots: dated.map(({ dateRoot }) => dateRoot) };
  const people = dated.length > 0 ? await datesInWindow(db, workspaceId, window, of) : [];
  return { journeys: people.length > 0 ? of.journeys : [], people: new Set(people) };
}
