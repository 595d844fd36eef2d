import { audit } from "../../access/audit.ts";
import type { OpenChannel } from "../../channels/channel.ts";
import { type Ctx, inTransaction } from "../../context.ts";
import { type Sql, sqlOn, withTransaction } from "../../db/queryable.ts";
import { wake } from "../../db/wake.ts";
import { Halt } from "../../delivery/halt.ts";
import { isOverFrequency } from "../../delivery/when/frequency.ts";
import { zoneOr } from "../../delivery/when/zone-or.ts";
import { raiseEvents } from "../../events/raise-events.ts";
import type { Constant } from "../../segments/constant.ts";
import { constantValues } from "../../segments/constant-values.ts";
import { changingLists } from "../../segments/lists/changing-lists.ts";
import { meantPeople } from "../../segments/meant-people.ts";
import { referredSegments } from "../../segments/references.ts";
import { scopeWith } from "../../segments/scope.ts";
import { definitionPeople } from "../../segments/sql/definition-sql.ts";
import { audienceOf } from "../audience.ts";
import { heldConstant } from "../held-constant.ts";
import { dueAt, onWallMs } from "../person-times.ts";
import { type ControlOf, controlOf } from "./control.ts";
import {
  addCounts,
  type Decided,
  decidePending,
  insertDecided,
  insertPending,
  keyOf,
} from "./delivery-store.ts";
import { tellHeld } from "./held-notice.ts";
import {
  capThreshold,
  holdRun,
  keptFrom,
  pendingBehind,
  reachedSql,
  type Standing,
  standingsOf,
} from "./qualify-store.ts";
import { controlEvent } from "./raised.ts";
import { type ClaimedRun, type HeldRun, noteQualified, qualifiedOf } from "./run-store.ts";
import { unsubscribedSql } from "./unsubscribed.ts";

const CAP_PAGE = 5_000;

type Qualifying = {
  ctx: Ctx;
  run: ClaimedRun;
  held: HeldRun;
  control: ControlOf;
  reached: string;
  constant: Constant | null;
};

/** Of a page's people, those of the control groups from whom it was kept as often as others may get it. */
async function keptOften(
  db: Sql,
  { ctx, run, control }: Qualifying,
  standings: Standing[],
): Promise<ReadonlySet<string>> {
  const { frequency } = run.document.when;
  const controls = standings.map(({ personId }) => personId).filter((id) => control(id) !== null);
  if (frequency.kind === "every_time" || controls.length === 0) {
    return new Set();
  }
  const kept = await keptFrom(db, { workspaceId: ctx.workspaceId, campaignId: run.campaignId }, controls);
  const { plannedAt, timeZone } = run;
  const often = [...kept].filter(([, { got, last }]) =>
    isOverFrequency(frequency, { got, lastMs: onWallMs(last, timeZone) }, onWallMs(plannedAt, timeZone)),
  );
  return new Set(often.map(([id]) => id));
}

/** What a person who qualified comes to: into the queue, or a verdict at once, in the order in which they are looked at. */
function judge(
  { run, control }: Qualifying,
  { personId, reachable, unsubscribed, zone }: Standing,
  often: ReadonlySet<string>,
) {
  const group = reachable && !unsubscribed ? control(personId) : null;
  const planned = { at: run.plannedAt, zone: run.timeZone };
  const due = dueAt(run.document, planned, { zone: zoneOr(zone, run.timeZone), begunAt: run.startedAt });
  const code = !reachable
    ? "not_reachable"
    : unsubscribed
      ? "unsubscribed"
      : group !== null
        ? often.has(personId)
          ? "frequency"
          : "control_group"
        : due === null
          ? "zone_passed"
          : "";
  return { personId, code, group, due: due ?? run.plannedAt, reachable: reachable && !unsubscribed };
}

/** Judges a page of people and writes down what they come to, with how far the run has come, or nothing of it. */
async function qualifyPage(qualifying: Qualifying, ids: string[]): Promise<void> {
  const { ctx, run, held, constant } = qualifying;
  const now = ctx.clock.now();
  const values = constant && (await constantValues(ctx, constant, ids));
  const of = {
    workspaceId: ctx.workspaceId,
    campaignId: run.campaignId,
    runId: run.id,
    channel: run.channel,
  };
  await withTransaction(
    ctx.db.pool,
    async (client) => {
      const db = sqlOn(client);
      const standings = await standingsOf(db, ctx.workspaceId, ids, {
        reached: qualifying.reached,
        unsubscribed: unsubscribedSql(run.channel),
        zone: run.document.when.userTimeZone !== null,
      });
      const often = await keptOften(db, qualifying, standings);
      const judged = standings.map((each) => judge(qualifying, each, often));
      const going = judged.filter(({ code }) => code === "");
      const out = judged.filter(({ code }) => code !== "");
      const decided = out.map(
        ({ personId, code, due }): Decided => ({
          personId,
          occasion: "0",
          dueAt: due,
          at: now,
          status: "held",
          code,
          reason: null,
          eventTx: null,
          callId: null,
        }),
      );
      const mine = await noteQualified(db, held, {
        cursor: ids.at(-1) ?? null,
        qualified: judged.length,
        reachable: judged.filter(({ reachable }) => reachable).length,
        stage: "qualify",
      });
      if (!mine) {
        throw new Halt({ kind: "lost" });
      }
      await insertPending(
        db,
        of,
        going.map(({ personId, due }) => ({
          personId,
          occasion: "0",
          dueAt: due,
          at: now,
          eventTx: null,
          callId: null,
          same: values ? JSON.stringify(values.get(personId) ?? []) : null,
        })),
      );
      if (decided.length > 0) {
        const fresh = await insertDecided(db, of, decided, now);
        const counted = decided.filter((each) => fresh.has(keyOf(each)));
        await addCounts(db, of, counted, now);
        const controls = out.flatMap(({ personId, code, group }) =>
          code !== "control_group" || group === null
            ? []
            : [controlEvent(run, { personId, occasion: "0", at: now, group }, now)],
        );
        await raiseEvents(db, ctx.workspaceId, controls, now);
      }
    },
    { rederived: true },
  );
}

/** Of more than the cap allows, those whom chance leaves out do not get it. */
async function cutToCap({ ctx, run }: Qualifying): Promise<void> {
  const { cap } = run.document.who;
  if (cap.kind !== "only") {
    return;
  }
  const at = { workspaceId: ctx.workspaceId, runId: run.id };
  const chance = await capThreshold(ctx.db, at, cap.people);
  if (chance === null) {
    return;
  }
  const of = { ...at, campaignId: run.campaignId, channel: run.channel };
  for (;;) {
    const behind = await pendingBehind(ctx.db, at, chance, CAP_PAGE);
    if (behind.length === 0) {
      return;
    }
    const now = ctx.clock.now();
    const decided = behind.map(
      (each): Decided => ({
        status: "held",
        code: "limit_run",
        reason: null,
        eventTx: null,
        callId: null,
        ...each,
      }),
    );
    await withTransaction(ctx.db.pool, async (client) => {
      const db = sqlOn(client);
      const fresh = await decidePending(db, of, decided, now);
      await addCounts(
        db,
        of,
        decided.filter((each) => fresh.has(keyOf(each))),
        now,
      );
    });
  }
}

/** Holds a run of more people than its safety limit, and tells whoever made the campaign. */
async function heldBySafetyLimit({ ctx, run, held }: Qualifying, qualified: number): Promise<boolean> {
  const { cap } = run.document.who;
  if (cap.kind !== "all" || cap.hold === null || qualified <= cap.hold || run.released) {
    return false;
  }
  const words = (people: number) => people.toLocaleString("en");
  const reason = `${words(qualified)} people qualified, more than the safety limit of ${words(cap.hold)}`;
  await inTransaction(ctx, async (tx) => {
    if (await holdRun(tx.db, { ...held, campaignId: run.campaignId }, reason)) {
      await audit(tx, {
        action: "campaign.held",
        object: { kind: "campaign", id: run.campaignId, name: run.name },
        changes: { reason: { from: null, to: reason } },
      });
      await tellHeld(tx, { runId: run.id });
    }
  });
  return true;
}

/**
 * Finds out who gets a batch: everybody who is meant comes to a verdict or into the run's queue, page by page. `held`: the
 * safety limit stopped it · `waits`: who is meant is not known before a list has its file. Throws Halt when the lease was
 * lost.
 */
export async function qualify(
  ctx: Ctx,
  work: { run: ClaimedRun; held: HeldRun; channel: OpenChannel; signal: AbortSignal },
): Promise<"go" | "held" | "ending" | { waits: string }> {
  const { run, held, channel } = work;
  const definition = audienceOf(run.document);
  if (!definition) {
    throw new Error(`Run ${run.id} has nobody to qualify.`);
  }
  const referred = await referredSegments(ctx, definition);
  const [changing] = await changingLists(ctx, referred);
  if (changing !== undefined) {
    return { waits: `It waits until the file that is changing the list "${changing}" is done` };
  }
  const scope = await scopeWith(ctx, referred);
  const qualifying: Qualifying = {
    ctx,
    run,
    held,
    control: await controlOf(ctx, run.campaignId, run.document),
    reached: reachedSql(channel),
    constant: await heldConstant(ctx, run.document),
  };
  const query = { meant: definitionPeople(definition, scope), scope };
  for await (const ids of meantPeople(ctx.db, query, run.cursor)) {
    if (work.signal.aborted) {
      return "ending";
    }
    await qualifyPage(qualifying, ids);
  }
  const qualified = await qualifiedOf(ctx.db, held);
  if (await heldBySafetyLimit(qualifying, qualified)) {
    return "held";
  }
  await cutToCap(qualifying);
  const done = await noteQualified(ctx.db, held, { cursor: null, qualified: 0, reachable: 0, stage: "send" });
  if (!done) {
    throw new Halt({ kind: "lost" });
  }
  wake(ctx.db.pool, "events", ctx.workspaceId);
  return "go";
}
