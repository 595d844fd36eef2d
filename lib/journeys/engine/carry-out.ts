import { applyOperations } from "../../audiences/apply-operations.ts";
import type { Ctx } from "../../context.ts";
import type { Sql } from "../../db/queryable.ts";
import { type RaisedEvent, raiseEvents } from "../../events/raise-events.ts";
import { JOURNEY_EVENT } from "../nodes/entry-journey/schema.ts";
import { identitiesIn } from "./identities-store.ts";
import { CONTROL_EVENT } from "./own-event.ts";
import type { Plan } from "./plan-store.ts";
import type { Record, Told } from "./record.ts";
import type { OpenVersion } from "./version.ts";
import { type Lane, writeRecord } from "./write-store.ts";

/** The event of a journey's moment, or of a control group that holds somebody back (contracts §10.6). */
function toldEvent(plan: Plan, told: Told, at: Date): RaisedEvent {
  const { personId, journeyId, key, moment, detail } = told;
  const name = plan.journeys.get(journeyId)?.name ?? "";
  const of = { "Journey id": journeyId, "Journey name": name };
  return moment === "control"
    ? {
        ...{ personId, name: CONTROL_EVENT, messageId: `${key}-cg-${at.getTime()}`, timestamp: at },
        properties: { ...of, controlGroupName: detail },
      }
    : {
        ...{ personId, name: JOURNEY_EVENT, messageId: `${key}-${moment}`, timestamp: at },
        properties: { ...of, journeyId, moment },
      };
}

async function changeAudiences(ctx: Ctx, db: Sql, { audiences }: Record, now: Date): Promise<void> {
  if (audiences.length === 0) {
    return;
  }
  const known = await identitiesIn(db, ctx.workspaceId, audiences);
  const operations = audiences.flatMap(({ personId, audienceId, operation }) => {
    const identity = known.get(`${audienceId} ${personId}`);
    return identity ? [{ audienceId, identity, operation, properties: {}, atMs: now.getTime() }] : [];
  });
  if (operations.length > 0) {
    await applyOperations({ ...ctx, db }, operations);
  }
}

export type Done = {
  /** Events were raised. */
  raised: boolean;
  /** What has messages to send now. */
  senders: ReadonlySet<string>;
};

/**
 * Writes all that a batch of moves does, in its transaction; `more`: events of the caller's own, as they may be raised only
 * once. What is told in `Done` may be told on when the transaction has committed.
 */
export async function carryOut(
  ctx: Ctx,
  db: Sql,
  given: {
    plan: Plan;
    version(journeyId: string, number: number): OpenVersion;
    record: Record;
    lane: Lane;
    now: Date;
    more?: RaisedEvent[];
  },
): Promise<Done> {
  const { plan, version, record, lane, now } = given;
  await writeRecord(db, ctx.workspaceId, record, {
    ...{ lane, now },
    goalWords: (stay) => version(stay.journeyId, stay.version).goalWords,
  });
  await changeAudiences(ctx, db, record, now);
  const events = [...(given.more ?? []), ...record.told.map((told) => toldEvent(plan, told, now))];
  await raiseEvents(db, ctx.workspaceId, events, now);
  return {
    raised: events.length > 0 || record.profiles.size > 0,
    senders: new Set(record.messages.map(({ senderId }) => senderId)),
  };
}
