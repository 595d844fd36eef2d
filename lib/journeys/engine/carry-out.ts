import { applyOperations } from "../../audiences/apply-operations.ts";
import type { Ctx } from "../../context.ts";
import type { Sql } from "../../db/queryable.ts";
import { type RaisedEvent, raiseEvents } from "../../events/raise-events.ts";
import { groupBy } from "../../kernel/group-by.ts";
import { identifierLabels } from "../../partners/kit.ts";
import { audienceWords } from "../nodes/audiences.ts";
import { JOURNEY_EVENT } from "../nodes/entry-journey/schema.ts";
import { goalsOf } from "./goals.ts";
import { identitiesIn } from "./identities-store.ts";
import { CONTROL_EVENT } from "./own-event.ts";
import type { Plan } from "./plan-store.ts";
import type { AudienceChange, Record, Stuck, Told } from "./record.ts";
import type { OpenVersion } from "./version.ts";
import { type Lane, writeProfiles, writeRecord } from "./write-store.ts";

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

/** What can be done of what journeys ask of audiences; of the rest the path says why it was not. */
async function audienceOperations(
  db: Sql,
  workspaceId: string,
  audiences: readonly AudienceChange[],
  now: Date,
) {
  if (audiences.length === 0) {
    return [];
  }
  const known = await identitiesIn(db, workspaceId, audiences);
  return audiences.flatMap(({ personId, audienceId, operation, step }) => {
    const by = known.get(`${audienceId} ${personId}`);
    if (by && by.identity !== null) {
      return [{ audienceId, identity: by.identity, operation, properties: {}, atMs: now.getTime() }];
    }
    if (step) {
      const { done, unknown, gone } = audienceWords[operation];
      step.because = step.because.replace(done, () => (by ? unknown(identifierLabels[by.identifier]) : gone));
    }
    return [];
  });
}

/**
 * Writes ahead of the rest what a batch has changed so far of these people, and of whose audiences they are in: a question that
 * comes behind it is asked of the database.
 */
export async function changeAhead(
  ctx: Ctx,
  db: Sql,
  record: Record,
  people: ReadonlySet<string>,
  now: Date,
): Promise<void> {
  const operations = await audienceOperations(db, ctx.workspaceId, record.audiencesOf(people), now);
  if (operations.length > 0) {
    await applyOperations({ ...ctx, db }, operations);
  }
  await writeProfiles(db, ctx.workspaceId, record.profilesOf(people));
}

/** One line for a node, whoever many stand there. */
function logStuck(ctx: Ctx, stuck: readonly Stuck[]): void {
  const byNode = groupBy(stuck, ({ journeyId, node }) => `${journeyId} ${node}`);
  for (const [first, ...others] of byNode.values()) {
    if (first) {
      const { error: err, ...of } = first;
      ctx.log.error(
        { err, ...of, people: others.length + 1 },
        "a step of a journey failed; whoever is there stays, and is tried again later",
      );
    }
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
  logStuck(ctx, record.stuck);
  const operations = await audienceOperations(db, ctx.workspaceId, record.audiences, now);
  await writeRecord(db, ctx.workspaceId, record, {
    ...{ lane, now },
    goals: goalsOf(version, { now, zone: plan.zone }),
  });
  if (operations.length > 0) {
    await applyOperations({ ...ctx, db }, operations);
  }
  const events = [...(given.more ?? []), ...record.told.map((told) => toldEvent(plan, told, now))];
  await raiseEvents(db, ctx.workspaceId, events, now);
  return {
    raised: events.length > 0 || record.profiles.size > 0 || record.isAhead,
    senders: new Set(record.messages.map(({ senderId }) => senderId)),
  };
}
