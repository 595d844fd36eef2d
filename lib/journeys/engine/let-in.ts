import type { Ctx } from "../../context.ts";
import type { Sql } from "../../db/queryable.ts";
import { type Course, travel } from "./ask.ts";
import { type Answers, Traveller } from "./course.ts";
import { doorOf } from "./door.ts";
import { heldUntil } from "./due-store.ts";
import { openVersions, type Plan } from "./plan-store.ts";
import type { Record } from "./record.ts";
import { lastStays, peopleNow, staysOf } from "./stay-store.ts";

/**
 * Lets people into a journey whom its entry has found by the clock. Behind the gate and `lockEntries`; the caller writes the
 * record.
 */
export async function letIn(
  ctx: Ctx,
  db: Sql,
  given: {
    plan: Plan;
    record: Record;
    journeyId: string;
    people: readonly string[];
    dates: Date | null;
    known?: Answers;
    now: Date;
  },
): Promise<void> {
  const { plan, record, journeyId, dates, known, now } = given;
  const { workspaceId } = ctx;
  const journey = plan.journeys.get(journeyId);
  if (!journey) {
    return;
  }
  const ids = [...given.people].sort();
  const stays = new Map(
    (await staysOf(db, workspaceId, ids)).flatMap((stay) =>
      stay.journeyId === journeyId ? [[stay.personId, stay]] : [],
    ),
  );
  const [last, people, version] = [
    await lastStays(db, workspaceId, ids, [journeyId]),
    await peopleNow(db, workspaceId, ids, plan.zones),
    await openVersions(db, workspaceId, [...stays.values(), { journeyId, version: journey.version }]),
  ];
  const refuse = await doorOf(ctx, db, plan, journey, version(journeyId, journey.version));
  const going = {
    ...{ plan, journey, record, now, refuse },
    until: await heldUntil(db, workspaceId, now),
    version: (number: number) => version(journeyId, number),
  };
  const courses = ids.flatMap((id): Course[] => {
    const person = people.get(id);
    if (!person) {
      return [];
    }
    const traveller = new Traveller(
      going,
      person,
      stays.get(id) ?? null,
      last.get(`${id} ${journeyId}`) ?? null,
    );
    return [{ personId: id, course: traveller.walk({ events: [], run: { dates } }, known) }];
  });
  await travel(ctx, db, courses, { zone: plan.zone, record, now });
}
